/**
 * What crosses between the server and its workers. A request's body lies in memory that both see: it is not copied, and a worker
 * that dies takes none with it. Answers are one block of bytes, which is handed over.
 */
import type { Done, Job } from "./work.js"

/** In shared memory, or it would be copied. */
export type Body = Uint8Array<SharedArrayBuffer>

export const emptyBody = (length: number): Body => new Uint8Array(new SharedArrayBuffer(length))

export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where each body ends. */
  readonly ends: readonly number[]
}

export type SharedJob = Job & { readonly body: Body }

export interface ToWorker {
  readonly jobs: readonly SharedJob[]
}

export interface FromWorker {
  readonly done: readonly Omit<Done, "body">[]
  readonly bodies: Packed
}

export function packed(bodies: readonly Uint8Array[]): Packed {
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
