/** Runs one function on several engines and compares what comes out; numbers from a seed, none near a kink at zero. */
import type { Arrays, Engine, Shapes, Specs, Tensors, TypedArray } from "../../../src/engine/engine.js"
import { Random } from "../../../src/random.js"

/** Magnitudes in [0.25, 1.75), sign by chance. */
export function numbers(count: number, ...path: readonly (string | number)[]): Float32Array {
  const random = Random.of(11, ...path)
  return Float32Array.from({ length: count }, () => (0.25 + 1.5 * random.next()) * (random.next() < 0.5 ? -1 : 1))
}

export const count = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1)

export interface Outcome {
  readonly outputs: Arrays
  readonly gradients: Readonly<Record<string, Float32Array>>
}

/** @param gradient f gives a `loss`, and its gradients by the weights are wanted */
export async function runOn(
  engine: Engine,
  f: (weights: Tensors, inputs: Tensors) => Tensors,
  shapes: Shapes,
  specs: Specs,
  arrays: Arrays,
  gradient: boolean,
): Promise<Outcome> {
  const store = engine.store(shapes)
  for (const [name, into] of Object.entries(store.weights)) into.set(numbers(into.length, name))
  const program = gradient
    ? await engine.compileGradient(f as never, store, specs)
    : await engine.compile(f, store, specs)
  const outputs = await program.run(arrays)
  await program.dispose()
  return { outputs, gradients: store.gradients }
}

/** The largest difference, each relative to 1 + its expected value. */
export function distance(actual: TypedArray, expected: TypedArray): number {
  if (actual.length !== expected.length) throw new RangeError(`${actual.length} values for ${expected.length}`)
  let largest = 0
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(actual[i]! - expected[i]!) / (1 + Math.abs(expected[i]!))
    if (!(off <= largest)) largest = off
  }
  return largest
}
