import { type DataSet, files } from "./data-set.js"

export const ragchecker: DataSet = {
  name: "ragchecker",
  title: "280 response pairs judged by two annotators",
  licence: "Apache-2.0",
  source: { repository: "amazon-science/RAGChecker", commit: "6091f08c00e676e87a970f2aeb4a23a484746348" },
  files: files(
    "",
    `
    09e8a9bcec8067104652c168685ab0931e7868f9c8284b66f5ae6edae5f1130b 10142 LICENSE
    42651629afc007396a709c89e89ada3b587e0bcc26246c951225866715e265ce 2347698 human_labeled_data.json < data/meta_evaluation/human_labeled_data.json
  `,
  ),
}
