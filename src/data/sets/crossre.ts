import { type DataSet, files } from "./data-set.js"

export const crossre: DataSet = {
  name: "crossre",
  title:
    "Relations between entities in five Wikipedia domains, 17 types; annotation guideline; two annotators' last round",
  licence: "GPL-3.0",
  source: { repository: "mainlp/CrossRE", commit: "a58885fa760559d2dc9e176e730fe731f020d6f3" },
  note: "The licence covers the data; keep them apart from other code and data.",
  files: files(
    "",
    `
    3972dc9744f6499f0f9b2dbf76696f2ae7ad8af9b23dde66d6af86c9dfb36986 35149 LICENSE
    ace900339a35016f712dd30448dbf0804825dfb128d62bfe51d83a51bdb15eed 89903 crossre_annotation/CrossRE-annotation-guidelines.pdf
    81911bf94a27850d5e72708a25cfabb4b47231afdcb3052c4c20fd6bb2d35c33 48620 crossre_annotation/last_annotation_round/NLP-expert.json
    8ded921508ee6ff6b893431658509356f639694a0005d49805269837fc308111 49399 crossre_annotation/last_annotation_round/linguist.json
    52fa53bf57b51b63f49ee58420188e49c5bd04a34cd6e0b99089676b0ba2264a 202047 crossre_data/ai-dev.json
    2000a4011676319f9f3f3f6044e7de356b975d81979e080460e82c2273ed55cb 237375 crossre_data/ai-test.json
    44d54f2669c2a41f613aac70095aed8a3b8f2e6befde454abb99bf97c77385d3 68685 crossre_data/ai-train.json
    2ada55425867b63613c07b79c0370139018978757509d6543c667826bad43c21 273162 crossre_data/literature-dev.json
    05ad994143df3d2f7185c47b0b268f08c106426133c17bf70124c0e713c49c4a 292338 crossre_data/literature-test.json
    31e7290ae889ffb69b65d0eca37ba8c907bb1bd15da969cd19af5a67252d3fe4 69630 crossre_data/literature-train.json
    dd046e83e655a11a6456ff13a9afd2e5bb9679419e643fc2924a3f1eec670830 295211 crossre_data/music-dev.json
    647d2edbb47d8793339bd6e21b88d3a4059f1464ca3e08597bf4bd333910a4b4 353073 crossre_data/music-test.json
    b6229afa107f7b64a5fc7ceda09eaffa98bb30dae05d51aeb60eef5ab3e73500 78672 crossre_data/music-train.json
    9ae8b87114774d0a78b6a9dcac0f434e59c38ba9fb243eaaff2f7df75ffa4fab 309675 crossre_data/politics-dev.json
    95e2432cd6aac170f17019ec96aea60bd2674a7a8583ce4d7d8aaf3c37e0d441 331510 crossre_data/politics-test.json
    63061d1abd26e9a7f8ef84f9b6aba9c5a1c2f37697270666a3c33b5925b9f125 85242 crossre_data/politics-train.json
    6a2b5ed08528b504ca7eefa7cec1354d3d2f7f3f0bebeb7f43f82bed077f4d45 248630 crossre_data/science-dev.json
    d1c0bace45532227b44de23121394bc660690b6f1e3c3f011f633eb2c9bd5a42 274679 crossre_data/science-test.json
    1f860783dc2f05b09ac85447f523b6fafdddc6d861995994ac7bdcba9a01a5f6 70749 crossre_data/science-train.json
  `,
  ),
}
