import { type DataSet, files } from "./data-set.js"

export const tabfact: DataSet = {
  name: "tabfact",
  title: "1998 statements over 298 tables, entailed or refuted",
  licence: "MIT",
  source: { repository: "wenhuchen/Table-Fact-Checking", commit: "2ab782ba42b5808076ac91fec846473aa5315a79" },
  files: files(
    "",
    `
    2b53353b6008c8f69e879eb6433c438467cbc16f2f84f30ba6c11c9f1f951563 1067 LICENSE
    f3d81380b005dc781a8e42c13fb182ea90de3ccc6f5835726f9bbe2916573dfe 8028 data/small_test_id.json
    0383bd82d69a6ad7eae5b53a5bf953b4f71e8fa7d7d6f757290a6f5662726078 2079829 processed_datasets/tsv_data_horizontal/small_test.tsv
  `,
  ),
}
