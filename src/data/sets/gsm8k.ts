import { type DataSet, files } from "./data-set.js"

export const gsm8k: DataSet = {
  name: "gsm8k",
  title: "Grade-school word problems with worked answers: test 1319, train 7473",
  licence: "MIT",
  source: { repository: "openai/grade-school-math", commit: "3101c7d5072418e28b9008a6636bde82a006892c" },
  files: files(
    "",
    `
    86bbb73e855821d7c401912fd4bf82e34313e6e3b6fd6f909f2b6cc9e209a53b 1062 LICENSE
    3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14 749738 test.jsonl < grade_school_math/data/test.jsonl
    17f347dc51477c50d4efb83959dbb7c56297aba886e5544ee2aaed3024813465 4166206 train.jsonl < grade_school_math/data/train.jsonl
  `,
  ),
}
