/**
 * What crosses between the server and its workers: many bodies as one block of bytes, which is handed over, not copied. One
 * message for each small body would cost more than its verdict.
 */
import type { Done, Job } from "./work.js"

export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where each body ends. */
  readonly ends: readonly number[]
}

export interface ToWorker {
  readonly jobs: readonly Omit<Job, "body">[]
  readonly bodies: Packed
}

export interface FromWorker {
  readonly done: readonly Omit<Done, "body">[]
  readonly bodies: Packed
}

/** A single body that fills a block of its own is that block, and no longer the caller's once it is sent. */
export function packed(bodies: readonly Uint8Array[]): Packed {
  const [first] = bodies
  if (bodies.length === 1 && first!.length > 0 && first!.length === first!.buffer.byteLength)
    return { bytes: first as Uint8Array<ArrayBuffer>, ends: [first!.length] }
  const ends: number[] = []
  let length = 0
  for (const body of bodies) {
    length += body.length
    ends.push(length)
  }
  // every byte is written below, so none is cleared first; a block of its own, or it could not be handed over
  const bytes = Buffer.allocUnsafeSlow(length)
  bodies.forEach((body, i) => {
    bytes.set(body, ends[i]! - body.length)
  })
  return { bytes, ends }
}

/** @returns views, which keep the whole block alive */
export const unpacked = ({ bytes, ends }: Packed): Uint8Array[] =>
  ends.map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1]!, end))
