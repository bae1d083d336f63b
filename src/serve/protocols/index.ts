/** All protocols. A new one is a file and a line here. */
import { batch } from "./batch.js"
import { nemoGym } from "./nemo-gym.js"
import { openrlhf } from "./openrlhf.js"
import type { Endpoint } from "./protocol.js"

export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  [batch, openrlhf, ...nemoGym].map((one) => [one.path, one]),
)
