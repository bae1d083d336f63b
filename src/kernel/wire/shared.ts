/**
 * Memory that both threads see, for what can not wait until the main thread looks for messages.
 *
 * Counters only; what they count is sent as messages beside them.
 */

/** Why a cell is interrupted: the user asked, or the memory ends. */
export type InterruptReason = "user" | "memory"

const REASONS: readonly InterruptReason[] = ["user", "memory"]

/** Bytes on their way to the sockets; who would send more waits. */
const FULL_BYTES = 1 << 26

const ASKED = 0
const SEEN = 1
const REASON = 2
const SHIELDS = 3
const INPUT = 4
const BACKLOG = 5
const TERMINATED = 6
const SCRIPT = 7

/** Whether a script runs that SIGINT would end, and whether that signal is on its way. */
const OUTSIDE = 0
const INSIDE = 1
const SIGNALLED = 2
/** The signal should have come by now: code has a handler of its own for it. */
const OVERDUE = 3

export class Shared {
  readonly cells: Int32Array

  constructor(memory = new SharedArrayBuffer(32)) {
    this.cells = new Int32Array(memory)
  }

  get memory(): SharedArrayBuffer {
    return this.cells.buffer as SharedArrayBuffer
  }

  /** The thread of the sockets has an interrupt for the main thread. */
  askInterrupt(reason: InterruptReason): void {
    Atomics.store(this.cells, REASON, REASONS.indexOf(reason))
    Atomics.store(this.cells, TERMINATED, 0)
    Atomics.add(this.cells, ASKED, 1)
  }

  /** An interrupt that the main thread has not seen yet. */
  get pending(): InterruptReason | undefined {
    const isPending = Atomics.load(this.cells, ASKED) !== Atomics.load(this.cells, SEEN)
    return isPending ? REASONS[Atomics.load(this.cells, REASON)] : undefined
  }

  /** All interrupts that were ever asked for. */
  get asked(): number {
    return Atomics.load(this.cells, ASKED)
  }

  seen(): void {
    Atomics.store(this.cells, SEEN, Atomics.load(this.cells, ASKED))
  }

  /** Code did not notice the newest interrupt and was ended where it stood. */
  get wasTerminated(): boolean {
    return Atomics.load(this.cells, TERMINATED) === 1
  }

  terminated(): void {
    Atomics.store(this.cells, TERMINATED, 1)
  }

  /** A script begins that SIGINT ends; called by the script itself, so that the signal finds who waits for it. */
  enterScript(): void {
    Atomics.store(this.cells, SCRIPT, INSIDE)
  }

  /** The script ends. Where the signal is on its way already, it ends here. */
  leaveScript(): void {
    // a signal that came a moment later would end the process
    if (Atomics.compareExchange(this.cells, SCRIPT, INSIDE, OUTSIDE) === SIGNALLED) for (;;);
  }

  /** The script has ended, one way or the other. */
  leftScript(): void {
    Atomics.store(this.cells, SCRIPT, OUTSIDE)
  }

  get isInScript(): boolean {
    return Atomics.load(this.cells, SCRIPT) !== OUTSIDE
  }

  /** SIGINT is on its way to the script that runs. */
  get isSignalled(): boolean {
    return Atomics.load(this.cells, SCRIPT) === SIGNALLED
  }

  /** @returns whether SIGINT may be sent: just now a script runs that it ends, and stays until it comes */
  signalScript(): boolean {
    return Atomics.compareExchange(this.cells, SCRIPT, INSIDE, SIGNALLED) === INSIDE
  }

  /** A signal that was sent is waited for no longer. */
  giveUpSignal(): void {
    Atomics.compareExchange(this.cells, SCRIPT, SIGNALLED, OVERDUE)
  }

  /** While work runs, nothing on the main thread is terminated. */
  shield<T>(work: () => T): T {
    const release = this.hold()
    try {
      return work()
    } finally {
      release()
    }
  }

  /** A shield that is up until what this returns is called. */
  hold(): () => void {
    Atomics.add(this.cells, SHIELDS, 1)
    return () => void Atomics.sub(this.cells, SHIELDS, 1)
  }

  get isShielded(): boolean {
    return Atomics.load(this.cells, SHIELDS) > 0
  }

  /** The answer to a prompt has come, or an interrupt instead of it. */
  wakeInput(): void {
    Atomics.add(this.cells, INPUT, 1)
    Atomics.notify(this.cells, INPUT)
  }

  get inputs(): number {
    return Atomics.load(this.cells, INPUT)
  }

  /** Blocks until wakeInput was called more often than `before`. */
  waitForInput(before: number): void {
    Atomics.wait(this.cells, INPUT, before)
  }

  /** Waits while the sockets lag far behind: output is never dropped, so it must not pile up without end. */
  reserve(bytes: number): void {
    for (let backlog = this.#backlog; backlog > FULL_BYTES; backlog = this.#backlog)
      Atomics.wait(this.cells, BACKLOG, backlog, 20)
    Atomics.add(this.cells, BACKLOG, bytes)
  }

  release(bytes: number): void {
    Atomics.sub(this.cells, BACKLOG, bytes)
    Atomics.notify(this.cells, BACKLOG)
  }

  get #backlog(): number {
    return Atomics.load(this.cells, BACKLOG)
  }
}
