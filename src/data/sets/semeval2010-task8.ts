import { type DataSet, files } from "./data-set.js"

export const semeval2010Task8: DataSet = {
  name: "semeval2010-task8",
  title:
    "8000 training and 2717 test sentences with two marked nominals, 19 labels; guidelines of the annotators, official scorer's fixtures",
  licence: "CC BY 3.0",
  source: {
    repository: "roomylee/entity-aware-relation-classification",
    commit: "2737babdcdf8a7c10d3fd20bebadb940c50b58b7",
  },
  reads: {
    reader: "semeval2010-task8",
    train: "SemEval2010_task8_training/TRAIN_FILE.TXT",
    test: "SemEval2010_task8_testing_keys/TEST_FILE_FULL.TXT",
  },
  files: files(
    "SemEval2010_task8_all_data/",
    `
    b3123ce727c67125d3b7bc1f8614030b2ef1a219fe8bc8bfae9a96e781f2d24d 736 SEMEVAL_TASK8_FULL_RELEASE_README.txt
    6b5829eb89fc4086591f45b52991389785af69e14b7f37ceaf27aeec516312fd 4105 SemEval2010_task8_scorer-v1.2/README.txt
    8c0308f28568203735a3b571f0da6cc9aa252c14cd35d8228e6c26d99c935075 951 SemEval2010_task8_scorer-v1.2/answer_key1.txt
    1bb1b7bd33fd3a3fdb888f1fcb60f7fcefaa3a9a9cfe16cc6ec46d12436c9f2b 207934 SemEval2010_task8_scorer-v1.2/answer_key2.txt
    e2b129078c3f593217c57c61f73862ba69192bd8400638aba6b48507d575c976 219 SemEval2010_task8_scorer-v1.2/answer_key3.txt
    d2f838f155f53dfd7b1a25b8825db1d5e948bff0ffb3b07ee92e292ac325b798 137 SemEval2010_task8_scorer-v1.2/answer_key5.txt
    bd82b9be85648fdc7d47115f4dc9d9a1072c9d538012bb637eff78affef04b8d 652 SemEval2010_task8_scorer-v1.2/proposed_answer1.txt
    0fc5510c75c547085ad33c0381d99182eba96899c70e3d7b4d5d1a15ebc2804c 206678 SemEval2010_task8_scorer-v1.2/proposed_answer2.txt
    f9b5cd02de0bb35b9d0c24fe997a290abf97dc522b57077a9ae38626566970af 146 SemEval2010_task8_scorer-v1.2/proposed_answer3.txt
    6b290f3fa2b3a030afa852caf00e7d4a4610191682c166adb23646675d56e360 133 SemEval2010_task8_scorer-v1.2/proposed_answer4.txt
    f1b97d96bf5085ea3b656f69e220ba09dab049c750beb5623f22a87e3a4f1f33 77 SemEval2010_task8_scorer-v1.2/proposed_answer5.txt
    a1a7bbc57472f7ccb65b4071d4ae407c7c927064640cf17dbb4bc84db94d9071 9516 SemEval2010_task8_scorer-v1.2/result_scores1.txt
    03234cc80e4cbd5d29ef58905b9bf464b4e2cf3089a9aaed48bb63478cae63d5 10818 SemEval2010_task8_scorer-v1.2/result_scores2.txt
    85fd16835fbc190e19475097144886598e46a37b7dd699c1b333ad2f2a31cce4 6485 SemEval2010_task8_scorer-v1.2/result_scores3.txt
    974bc80cff0ebea823124339c088fe85b1ed8c7391da06d966cd77f3e68fc5e9 2909 SemEval2010_task8_scorer-v1.2/result_scores5.txt
    98d5507fd90d7a45e53c042f7b552f51b4d8245a634edde1493ac6605516e515 5789 SemEval2010_task8_testing/README.txt
    2f3cba5056d40a1dcecadd6eb2db0a809a85da1e916d07690695dde98bc92da8 349638 SemEval2010_task8_testing_keys/TEST_FILE_CLEAN.TXT
    9ec7a35d5582b4da0fb72aa55a6121bc414ade573459e1dcf68bf189f8c18ae8 473888 SemEval2010_task8_testing_keys/TEST_FILE_FULL.TXT
    c12e14456604480b2bcfe7f7a4b5806c14177b1dec0bcabb77e0d1baeab92169 56199 SemEval2010_task8_testing_keys/TEST_FILE_KEY.TXT
    798748490bb179184dc652c185364cc767cc9ad6ccc692a4df4885e46b77ae80 6267 SemEval2010_task8_training/README.txt
    689a4ec4c93ffe96a456764e01140120bd712ad43898dd3623237452a4d77315 1477 SemEval2010_task8_training/TRAIN_DISTRIB.TXT
    c22fee88957d245a4b1650c6743eb8c594dcdeffc6a2aa1fa6cced059eebf0e3 1397759 SemEval2010_task8_training/TRAIN_FILE.TXT
    ed66ec6a2de448795c839a79f349b9028e5d0dcc4f6d84830a007729f4160966 2231 SemEval2010_task8_training/TRAIN_TEST_DISTRIB.TXT
    501c5c18f5ebe60c001f2af1b1886ba71537f65649165275bb28768c9dcc2ce9 134520 SemEval2010_task8_training/Task8_Guidelines.pdf
    208ae53cbf2376d5b70094022c513ddeda9c9f9aad6c0a604488d7a559281d5c 104755 SemEval2010_task8_training/Task8_Relation1.pdf
    06f56a8806533851b8441d4d0bec147ceb1ee56779cd3f7e930ed1db7775a41f 104186 SemEval2010_task8_training/Task8_Relation2.pdf
    4dfd6724ff902b06e1aa31e3e293b29e529d2aa857dd7095f23d42fa44b8d6d0 101321 SemEval2010_task8_training/Task8_Relation3.pdf
    b48c5d11fd3cf14d6e1feab30351d68b3825d5e3e87e24b2ceea981ab2710373 90983 SemEval2010_task8_training/Task8_Relation4.pdf
    c849b3b9acbbe62542a4d5121cc23116658353d9570bcf4f7616788e77ec8bd4 106511 SemEval2010_task8_training/Task8_Relation5.pdf
    e7cf233a97f5baa4044dec0ae055f251a6338b265ba63b76789e88994d96facd 92235 SemEval2010_task8_training/Task8_Relation6.pdf
    133c4381bf8773dba35de1e0e8a4fcb8fefcedd36c73a57c6990560f86e33ba6 92527 SemEval2010_task8_training/Task8_Relation7.pdf
    3862cc464d7e260e8d0d8874e810b9159d185447ad3dc67be10a9bb8ace1af7f 92785 SemEval2010_task8_training/Task8_Relation8.pdf
    33135a0a7fada688a32d6bd55243067150cd824c43ecb77f9efe077e271ccd61 82666 SemEval2010_task8_training/Task8_Relation9.pdf
  `,
  ),
}
