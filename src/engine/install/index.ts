/** The face of this folder: TensorFlow as an engine that the user may install. */
export { checkTensorflow, type SelfCheck } from "./check.js"
export { installCodes } from "./codes.js"
export { locateTensorflow, removeTensorflow, tensorflowFolder } from "./folder.js"
export { TENSORFLOW_VERSION, type TensorflowKind, TFJS_NODE_VERSION } from "./parts.js"
export {
  type Installation,
  type InstallOptions,
  type InstallProgress,
  type InstallSummary,
  installTensorflow,
} from "./tensorflow.js"
