/** What the server has in hand, bounded in number and in bytes, so that its memory is: who comes beyond that is sent away at once. */

export interface GateLimits {
  readonly requests: number
  readonly bytes: number
}

export class Gate {
  readonly limits: GateLimits
  requests = 0
  /** Of the bodies, as they were announced. */
  bytes = 0

  constructor(limits: GateLimits) {
    this.limits = limits
  }

  /**
   * A single request is let in whatever its size: bodies have a limit of their own.
   *
   * @returns what lets it out again, to be called once; undefined where there is no room
   */
  enter(bytes: number): (() => void) | undefined {
    if (this.requests >= this.limits.requests) return undefined
    if (this.requests > 0 && this.bytes + bytes > this.limits.bytes) return undefined
    this.requests++
    this.bytes += bytes
    return () => {
      this.requests--
      this.bytes -= bytes
    }
  }
}
