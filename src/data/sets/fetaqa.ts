import { type DataSet, files } from "./data-set.js"

export const fetaqa: DataSet = {
  name: "fetaqa",
  title: "1001 free-form answers over tables",
  licence: "CC BY-SA 4.0",
  source: { repository: "Yale-LILY/FeTaQA", commit: "bbc441be807212d736c8c35a18146b530dde11d0" },
  files: files(
    "",
    `
    7abe19ec9bb73b36141b999b861d24ad855e808bafe0f81e84cce28556f6c297 20131 LICENSE
    94ec2dcc2eaec580f4127958cb8847022c6db68ed58cf2c7c16222416d2f117e 1768518 data/fetaQA-v1_dev.jsonl
  `,
  ),
}
