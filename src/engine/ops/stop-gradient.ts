/** A value without its history; tfjs has no such operator. */
import { customGrad, type Tensor, zerosLike } from "@tensorflow/tfjs-core"

const stopped = customGrad((x) => ({
  value: (x as Tensor).clone(),
  gradFunc: (dy: Tensor) => zerosLike(dy),
}))

/** @returns x, through which no gradient flows */
export const stopGradient = <T extends Tensor>(x: T): T => stopped(x) as T
