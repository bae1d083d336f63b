/** All trainers. A new one is a file and a line here. */
import { nemoGym } from "./nemo-gym.js"
import { openrlhf } from "./openrlhf.js"
import type { Trainer } from "./python.js"
import { trl } from "./trl.js"
import { verifiers } from "./verifiers.js"
import { verl } from "./verl.js"

export const trainers: ReadonlyMap<string, Trainer> = new Map(
  [trl, verl, openrlhf, verifiers, nemoGym].map((one) => [one.name, one]),
)
