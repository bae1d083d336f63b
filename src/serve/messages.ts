/**
 * What crosses between the server and its workers. A request's body lies in memory that both see: it is not copied, and a worker
 * that dies takes none with it. Answers are one block of bytes, which is handed over.
 */
import type { Job, Told } from "./work.js"

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
  /** Memory of earlier answers, which nobody reads any more. */
  readonly spare: Packed["bytes"] | undefined
}

export interface FromWorker {
  readonly done: readonly Told[]
  readonly bodies: Packed
}

const LEAST_BYTES = 2 ** 16

/** Answers, one behind the other, written where they are handed over: neither gathered nor copied before. */
export class Answers {
  #bytes: Buffer<ArrayBuffer>
  #length = 0
  readonly #ends: number[] = []

  /** @param into memory to be used again */
  constructor(into?: Uint8Array<ArrayBuffer>) {
    // a block of its own, or it could not be handed over; every byte of it that is read is written first
    this.#bytes = into ? Buffer.from(into.buffer) : Buffer.allocUnsafeSlow(LEAST_BYTES)
  }

  write(text: string): void {
    // a UTF-16 unit takes three bytes at most
    const most = this.#length + 3 * text.length
    if (most > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(most, 2 * this.#bytes.length))
      larger.set(this.#bytes.subarray(0, this.#length))
      this.#bytes = larger
    }
    this.#length += this.#bytes.write(text, this.#length)
  }

  /** The answer that was written ends here. */
  end(): void {
    this.#ends.push(this.#length)
  }

  /** Takes back what was written of an answer that did not end. */
  drop(): void {
    this.#length = this.#ends.at(-1) ?? 0
  }

  packed(): Packed {
    return { bytes: this.#bytes, ends: this.#ends }
  }
}

/** @returns views, which keep the whole block alive */
export const unpacked = ({ bytes, ends }: Packed): Uint8Array[] =>
  ends.map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1]!, end))
