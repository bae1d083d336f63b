import type { DataSet } from "./data-set.js"

export const stories260k: DataSet = {
  name: "stories260K",
  title: "A trained language model of 260,000 parameters with its tokenizer, in the format of llama2.c",
  licence: "MIT",
  note: "No repository to pull it from is known: it is read where it already lies.",
  files: [],
}
