/** A kind of request, beside running cells: what its answer holds. */
import type { CommManager } from "../comms.js"
import type { CellEngine } from "../engine.js"
import type { History } from "../history.js"
import type { Magics } from "../magics/magic.js"
import type { JsonObject, Request } from "../wire/message.js"

export interface RequestParts {
  readonly comms: CommManager
  readonly history: History
  readonly magics: Magics
  engine(): Promise<CellEngine>
}

/**
 * @param signal aborted when the user interrupts
 * @returns the answer's content without its status; undefined: there is no answer
 */
export type Answer = (
  request: Request,
  parts: RequestParts,
  signal: AbortSignal,
) => Promise<JsonObject | undefined> | JsonObject | undefined
