import { type DataSet, files } from "./data-set.js"

export const llmbar: DataSet = {
  name: "llmbar",
  title: "Preference pairs: Natural 100, Neighbor 134, GPTInst 92",
  licence: "MIT",
  source: { repository: "princeton-nlp/LLMBar", commit: "900616bff90b6c6c8e1681f7d079250637c55992" },
  files: files(
    "",
    `
    1002425f73c2cf54b6e6de99bce3f6c60fa2a17d13194772e37d7481c1351d42 211768 Dataset/LLMBar/Adversarial/GPTInst/dataset.json
    6712c7eda6342602e0bc7c06c282fa95e2110d4e741a284026a62d937f9780a0 131988 Dataset/LLMBar/Adversarial/Neighbor/dataset.json
    f7127b7aa78104cb8e03a2b1b3ac0077e95b125714dd441a8ee63666145a3375 91269 Dataset/LLMBar/Natural/dataset.json
    8872dbf8660b00890b5e07ce1ea1f7a44fa7ae4e1857da56caba172b51dab3cb 1094 LICENSE
  `,
  ),
}
