import { type DataSet, files } from "./data-set.js"

export const reDocred: DataSet = {
  name: "re-docred",
  title: "Document-level relations, development documents",
  licence: "MIT",
  source: { repository: "tonytan48/Re-DocRED", commit: "ccfb54f5ddf5836027c87badda10f6dfc56efaac" },
  files: files(
    "",
    `
    0a06d894a38e1948af6fb9e76e0415ecc7ec36dfe6c9fd5f21d470b1bb5714a5 1066 LICENSE
    051ee1d057204a5d08ef5502beacdadf191245b5eaf0e29ec2c607cf002c016f 3245588 data/dev_revised.json
  `,
  ),
}
