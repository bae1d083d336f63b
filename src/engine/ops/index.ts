/** Operators that a transformer calls beside tfjs' own: compositions when run eagerly, fused when traced. */
export { attention } from "./attention.js"
export { logSoftmax } from "./log-softmax.js"
export { addRmsNorm, rmsNorm } from "./rms-norm.js"
export { rope } from "./rope.js"
export { stopGradient } from "./stop-gradient.js"
export { silu, swiglu } from "./swiglu.js"
export { headLogProbs, tokenLogProbs } from "./token-log-probs.js"
