import { type DataSet, files } from "./data-set.js"

export const fewrel: DataSet = {
  name: "fewrel",
  title: "16 relations with 700 sentences each; 744 relation names with definitions",
  licence: "MIT",
  source: { repository: "thunlp/FewRel", commit: "278a2315d2138810a379cd8d5718914dc56e2582" },
  files: files(
    "",
    `
    101669c6396d156750c0169a32e27b3b68eba95802aa9a1aa2aa3db5143bee76 1062 LICENSE
    eeedd25512a8e4c2bc06b78009836d27de81807bcba6ed929debd5cd713c07ea 80278 pid2name.json < data/pid2name.json
    76bb44c2485b6faed358a3ce040eadafcc8a8835245cd7e6afc1bef672d4a0bf 3534147 val_wiki.json < data/val_wiki.json
  `,
  ),
}
