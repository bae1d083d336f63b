/** The losses: one file each, with its normaliser inside. */
export { type GrpoInputs, type GrpoSettings, grpoLoss, type Normalisation, responseWeights } from "./grpo.js"
export { sftLoss, targetWeights } from "./sft.js"
