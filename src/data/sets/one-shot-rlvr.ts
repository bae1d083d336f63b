import { type DataSet, files } from "./data-set.js"

export const oneShotRlvr: DataSet = {
  name: "one-shot-rlvr",
  title: "Problems of one-shot RLVR and the accuracy history of 1209 problems",
  licence: "Apache-2.0",
  source: { repository: "ypwang61/One-Shot-RLVR", commit: "21ed529ec90002597c92aee957af1dd8166bb66c" },
  note: "Parquet files, as in the repository.",
  files: files(
    "",
    `
    cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30 11358 LICENSE
    c34cd885edc77dc9494b0ababa239483799be5978e288e0181047f139f2efd34 904326 acc_step_500.json < data/acc_step_500.json
    bce5945e5666d5b82f1554b0a18203a88a0209f82fa724e5bfdfc17cc9a1aea6 208112 dsr_sub.parquet < data/train/one_shot_rlvr/dsr_sub.parquet
    75a7a6eec9da7ce6951b8e7ad039d70cd76f17511fe33deff3baacdc0f1cceea 6732 pi1_r128.parquet < data/train/one_shot_rlvr/pi1_r128.parquet
    3e29a9aac32c9a667f056a9630378a08dfab170bd4aa468b6d6a7366fc0220ce 5428 pi2_r128.parquet < data/train/one_shot_rlvr/pi2_r128.parquet
    34477e27e811ff9df032044d5701e722477124faf4c5b4d9db57d290fc435750 6307 pi13_r128.parquet < data/train/one_shot_rlvr/pi13_r128.parquet
    e4f8c4a529bdf8d12d205bc89e3b62211b880bfe95f729173c737b62d482eb07 6973 pi1209_r128.parquet < data/train/one_shot_rlvr/pi1209_r128.parquet
  `,
  ),
}
