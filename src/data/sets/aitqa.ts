import { type DataSet, files } from "./data-set.js"

export const aitqa: DataSet = {
  name: "aitqa",
  title: "515 questions over tables with hierarchical headers",
  licence: "CDLA-Sharing-1.0",
  source: { repository: "IBM/AITQA", commit: "0efa4da837884479754f76c31202bd27142c2406" },
  files: files(
    "",
    `
    1a4f31f325819063af2366e34c076cb9af8a1dc6fa963346267f92fea23c92aa 11387 LICENSE
    323cd1e19562481dc8952c1db3604d0a9c1753a930f9be473fdc3a329b7220c9 118376 aitqa_questions.jsonl < raw_data/aitqa_questions.jsonl
    9a8dbd4082fd2b547c3586fe87d1b9b52de4e1bf1fe9bd18595bc2210901bd77 137106 aitqa_tables.jsonl < raw_data/aitqa_tables.jsonl
  `,
  ),
}
