import { type DataSet, files } from "./data-set.js"

export const math: DataSet = {
  name: "math",
  title: "MATH-500 (500 problems) and SVAMP (1000)",
  licence: "MIT",
  source: { repository: "ypwang61/One-Shot-RLVR", commit: "21ed529ec90002597c92aee957af1dd8166bb66c" },
  files: files(
    "",
    `
    fad7c7435d19a4c635225d0d64915c12175608f44c68eedc62eaa5253bf43b79 1067 LICENSE-Qwen2.5-Math-eval.txt < Qwen2.5-Eval/evaluation/LICENSE
    35dc41080a3680858b27fa7e0533d2d547825316fc5dafe5d316f4ccc5a06132 446564 math500.jsonl < Qwen2.5-Eval/evaluation/data/math500/test.jsonl
    d0826ff1264f3860e46fc4e71db9e31d2d188960db87090e22677f9493e67a0d 280029 svamp.jsonl < Qwen2.5-Eval/evaluation/data/svamp/test.jsonl
  `,
  ),
}
