import { type DataSet, files } from "./data-set.js"

export const logicLlm: DataSet = {
  name: "logic-llm",
  title: "Rule-based deduction: ProofWriter, ProntoQA, FOLIO, LogicalDeduction",
  licence: "MIT (ProofWriter CC BY 4.0, FOLIO CC BY-SA 4.0)",
  source: { repository: "teacherpeterpan/Logic-LLM", commit: "d29f1e5e7203e8826cb9c41ba3003e43dc0b9d34" },
  files: files(
    "",
    `
    f1752092c95adaf535da03552f8e633fa031ebd90b27a9f780c5427ca1d14ccb 131298 FOLIO/dev.json < data/FOLIO/dev.json
    bdbb8cdf153224cd7042dba4ed34dddee041eb8bd6a6fc47344a5cc6aeab8fef 637934 FOLIO/train.json < data/FOLIO/train.json
    d6a756e2bdadb2806c4cba767af6f8d6d74f0f71cd8966716bb84126f6b124e0 1070 LICENSE
    554992a3189224d0b631c1ac674d301defa5fef5f1837b93258db35aeb67d898 271423 LogicalDeduction/dev.json < data/LogicalDeduction/dev.json
    2d2e9d0adbef05cd66b51d11516b8fb3d3fb2cbc1664867d1123a000f7b11a5f 483050 ProntoQA/dev.json < data/ProntoQA/dev.json
    e792b54981065c91d4aecc908be17ce9a730f2327548e6fa36717ef01e472240 541784 ProofWriter/dev.json < data/ProofWriter/dev.json
    ecb47ebdada00671e029bcd7a2fb41bfecf2a216f53b075b77816e46d6615698 542807 ProofWriter/test.json < data/ProofWriter/test.json
    e1dc43105dbdddb9a73c7cfd026a90ced8d69850dd97aaf7bcabbfcd2f4b9b89 2731208 ProofWriter/train.json < data/ProofWriter/train.json
  `,
  ),
}
