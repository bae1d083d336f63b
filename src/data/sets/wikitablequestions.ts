import { type DataSet, files } from "./data-set.js"

export const wikitablequestions: DataSet = {
  name: "wikitablequestions",
  title: "4344 questions over tables",
  licence: "CC BY-SA 4.0",
  source: { repository: "ppasupat/WikiTableQuestions", commit: "7d455a5a707b96341ef72aff9428749d443d8aa9" },
  note: "The 421 tables themselves stay in the repository (folder csv).",
  files: files(
    "",
    `
    7abe19ec9bb73b36141b999b861d24ad855e808bafe0f81e84cce28556f6c297 20131 LICENSE
    df232f69e78e5b7b61b9aa62efcaa01c75697a7411fd80348cf55107ad9fbdcd 399870 pristine-unseen-tables.tsv < data/pristine-unseen-tables.tsv
  `,
  ),
}
