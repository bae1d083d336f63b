import { type DataSet, files } from "./data-set.js"

export const logicRlKk: DataSet = {
  name: "logic-rl-kk",
  title: "Knights and knaves with 3 to 7 people",
  licence: "Apache-2.0",
  source: { repository: "Unakar/Logic-RL", commit: "9d2c457525ec14639e85afa12d49bb16efb053a4" },
  note: "Parquet files, as in the repository.",
  files: files(
    "",
    `
    cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30 11358 LICENSE
    3562e95e729ca9b87afc0496bcd0022d0b4714f41d917273f99fc7d473dd4701 433254 3ppl/train.parquet < data/kk/instruct/3ppl/train.parquet
    0361ec695ae77e6ae11ad2683097a958cd4dfdb64ea965ae9a7929d0b2e9290c 66947 3ppl/test.parquet < data/kk/instruct/3ppl/test.parquet
    47d8641333d8946cefafd58ac15dcb7a7924eb5065f483c95743103480414d54 83019 4ppl/test.parquet < data/kk/instruct/4ppl/test.parquet
    438550a48e95293f9b7802a4d0e48baa266295700c2bcdb64a3bdc48e3d29bda 95138 5ppl/test.parquet < data/kk/instruct/5ppl/test.parquet
    9345d9a29507b735f00007e4ad5a50c12c696c4b8100178cdd090113f728d639 108381 6ppl/test.parquet < data/kk/instruct/6ppl/test.parquet
    6921d865103220e4ba4a672ec2a2c20919d4fae476e7cd3786ade554077188a0 122219 7ppl/test.parquet < data/kk/instruct/7ppl/test.parquet
  `,
  ),
}
