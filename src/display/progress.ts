/** Progress of long work: bars on a terminal, plain lines everywhere else. Both say the same; nothing else reads them. */
import type { Writable } from "node:stream"
import { MultiBar, type SingleBar } from "cli-progress"
import { printable } from "../diagnostic.js"
import { formatValue, isShare } from "./label.js"
import { wrap } from "./terminal.js"

export interface Step {
  /** Same label, same bar: `grpo, seed 2`. */
  readonly label: string
  /** From 1 to `of`. */
  readonly step: number
  readonly of: number
  readonly metrics: Readonly<Record<string, number>>
}

export interface Progress {
  /** A part of the work begins, or a sentence worth keeping. */
  note(text: string): void
  step(step: Step): void
  /** Bytes of a download. */
  bytes(label: string, done: number, total: number): void
  /** Leaves the terminal clean; a later call of another method begins again. */
  stop(): void
}

export interface ProgressOptions {
  readonly stream: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  /** Default: whether the stream is a terminal. */
  readonly bars?: boolean
}

export function createProgress({ stream, bars = stream.isTTY === true }: ProgressOptions): Progress {
  return bars ? new Bars(stream) : new Lines(stream)
}

/** @example metricsText({ reward: 2.31, accuracy: 0.862 }) // "reward 2.31, accuracy 86.2 %" */
export const metricsText = (metrics: Readonly<Record<string, number>>): string =>
  Object.entries(metrics)
    .map(([name, value]) => `${name} ${formatValue(value, name)}${isShare(name) ? " %" : ""}`)
    .join(", ")

const ended = ({ label, of, metrics }: Step): string =>
  [`${label}: ${of} of ${of}`, metricsText(metrics)].filter((part) => part !== "").join(", ")

/** Wide enough for most labels, so that bars begin below each other. */
const LABEL_WIDTH = 32

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)

/** Ten lines at most for each label, the first and the last among them. */
class Lines implements Progress {
  readonly #tenths = new Map<string, number>()

  constructor(readonly stream: Writable) {}

  note(text: string): void {
    this.#line(text)
  }

  step(step: Step): void {
    if (!this.#isDue(step.label, step.step, step.of)) return
    const { label, of, metrics } = step
    this.#line([`${label}: ${step.step} of ${of}`, metricsText(metrics)].filter((part) => part !== "").join(", "))
  }

  bytes(label: string, done: number, total: number): void {
    if (this.#isDue(label, done, total)) this.#line(`${label}: ${megabytes(done)} of ${megabytes(total)} MB`)
  }

  stop(): void {}

  #isDue(label: string, done: number, of: number): boolean {
    const tenth = of > 0 ? Math.floor((10 * done) / of) : 10
    const before = this.#tenths.get(label)
    if (before === tenth) return false
    this.#tenths.set(label, tenth)
    return true
  }

  #line(text: string): void {
    this.stream.write(`${printable(text)}\n`)
  }
}

/** A bar for each label; a finished one becomes a line above those that still move. */
class Bars implements Progress {
  readonly #bars = new Map<string, SingleBar>()
  #all: MultiBar | undefined

  constructor(readonly stream: Writable & { readonly columns?: number }) {}

  note(text: string): void {
    this.#line(text)
  }

  step(step: Step): void {
    this.#move(step.label, step.step, step.of, metricsText(step.metrics), ended(step))
  }

  bytes(label: string, done: number, total: number): void {
    const text = `${megabytes(done)} of ${megabytes(total)} MB`
    this.#move(label, done, total, text, `${label}: ${megabytes(total)} MB`)
  }

  stop(): void {
    // lines that were logged since the last redraw would be lost
    this.#all?.update()
    this.#all?.stop()
    this.#all = undefined
    this.#bars.clear()
  }

  #move(label: string, done: number, of: number, text: string, end: string): void {
    if (!this.#all)
      this.#all = new MultiBar({
        format: "{label} {bar} {percentage} %  {text}",
        barCompleteChar: "━",
        barIncompleteChar: "╌",
        barsize: Math.max(8, Math.min(28, (this.stream.columns ?? 80) - 64)),
        hideCursor: true,
        clearOnComplete: true,
        linewrap: false,
        stream: this.stream as NodeJS.WritableStream,
        noTTYOutput: false,
        gracefulExit: false,
      })
    const bar = this.#bars.get(label) ?? this.#all.create(of, 0, { label: printable(label).padEnd(LABEL_WIDTH), text })
    this.#bars.set(label, bar)
    bar.update(done, { text: printable(text) })
    if (done < of) return
    bar.stop()
    this.#all.remove(bar)
    this.#bars.delete(label)
    if (this.#bars.size === 0) this.stop()
    this.#line(end)
  }

  #line(text: string): void {
    const wrapped = `${wrap(printable(text), this.stream.columns ?? 80)}\n`
    if (this.#all) this.#all.log(wrapped)
    else this.stream.write(wrapped)
  }
}
