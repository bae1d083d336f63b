/** Gradients of the kernels that move values about, and of lookups. */
import {
  concat,
  gather,
  pad,
  reshape,
  slice,
  slice_util,
  split,
  stack,
  sum,
  type Tensor,
  transpose,
  unsortedSegmentSum,
  unstack,
  util,
  zeros,
} from "@tensorflow/tfjs-core"
import { gradient } from "./register.js"

gradient("Reshape", { inputs: ["x"] }, ([dy], [x]) => ({ x: () => reshape(dy!, x!.shape) }))
gradient("ExpandDims", { inputs: ["input"] }, ([dy], [x]) => ({ input: () => reshape(dy!, x!.shape) }))
gradient("Transpose", {}, ([dy], _, { perm }) => ({ x: () => transpose(dy!, inverse(perm)) }))

gradient("Concat", { inputs: "all" }, ([dy], parts, { axis }) => {
  const at = util.parseAxisParam(axis, parts[0]!.shape)[0]!
  const pieces = split(
    dy!,
    parts.map((part) => part.shape[at]!),
    at,
  )
  return Object.fromEntries(pieces.map((piece, i) => [i, () => piece]))
})
gradient("Pack", { inputs: "all" }, ([dy], _, { axis }) => {
  const pieces = unstack(dy!, axis)
  return Object.fromEntries(pieces.map((piece, i) => [i, () => piece]))
})
gradient("SplitV", {}, (dys, _, { axis }) => ({ x: () => concat([...dys], axis) }))
gradient("Unpack", {}, (dys, _, { axis }) => ({ value: () => stack([...dys], axis) }))

gradient("Slice", { inputs: ["x"] }, ([dy], [x], { begin, size }) => {
  const [starts, sizes] = slice_util.parseSliceParams(x!, begin, size) as [number[], number[]]
  const paddings = starts.map((from, i): [number, number] => [from, x!.shape[i]! - from - sizes[i]!])
  return { x: () => pad(dy!, paddings) }
})
gradient("PadV2", { inputs: ["x"] }, ([dy], [x], { paddings }) => {
  const starts = (paddings as [number, number][]).map(([before]) => before)
  return { x: () => slice(dy!, starts, x!.shape) }
})
gradient("Tile", { inputs: ["x"] }, ([dy], [x], { reps }) => ({ x: () => sumOfCopies(dy!, x!.shape, reps) }))

function sumOfCopies(dy: Tensor, shape: readonly number[], repeats: readonly number[]): Tensor {
  const unrolled: number[] = []
  const axes: number[] = []
  shape.forEach((n, i) => {
    if (repeats[i]! > 1) {
      axes.push(unrolled.length)
      unrolled.push(repeats[i]!)
    }
    unrolled.push(n)
  })
  return axes.length > 0 ? sum(reshape(dy, unrolled), axes) : dy
}

const inverse = (order: readonly number[]): number[] => order.map((_, i) => order.indexOf(i))

gradient("GatherV2", { inputs: ["x", "indices"] }, ([dy], [x, indices], { axis, batchDims }) => {
  if (batchDims) throw new RangeError("gather with batchDims has no gradient here")
  const at = util.parseAxisParam(axis, x!.shape)[0]!
  return {
    x: () => sumOfRows(dy!, x!, reshape(indices!, [indices!.size]), indices!.rank, at),
    indices: () => zeros(indices!.shape),
  }
})

/** The looked-up axis goes to the front, the rows are summed there, and it goes back. */
function sumOfRows(dy: Tensor, x: Tensor, ids: Tensor, idsRank: number, axis: number): Tensor {
  const positions = dy.shape.map((_, i) => i)
  const looked = positions.slice(axis, axis + idsRank)
  const others = positions.filter((i) => !looked.includes(i))
  const front = axis === 0 ? dy : transpose(dy, [...looked, ...others])
  const rows = reshape(front, [ids.size, ...others.map((i) => dy.shape[i]!)])
  const sums = unsortedSegmentSum(rows, ids as never, x.shape[axis]!)
  if (axis === 0) return reshape(sums, x.shape)
  const order = x.shape.map((_, i) => (i < axis ? i + 1 : i === axis ? 0 : i))
  return transpose(sums, order)
}

gradient("UnsortedSegmentSum", { inputs: ["segmentIds"] }, ([dy], [ids]) => ({ x: () => gather(dy!, ids!) }))
