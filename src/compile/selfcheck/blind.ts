/** Some reward looks at gold: otherwise an answer that is always the same earns as much as a right one. */
import type { Diagnostic } from "../../diagnostic.js"
import { checks } from "../../reward/checks/index.js"
import { report } from "../codes.js"
import type { Task } from "../task.js"

export function blind({ plan, meaning }: Task): Diagnostic[] {
  const looks = plan.terms.some(
    ({ verb, pays, otherwise }) => pays !== otherwise && checks.get(verb)?.signature.object === "gold",
  )
  const first = meaning.rewards[0]
  return looks || !first ? [] : [report("reward-blind", {}, { place: first.place })]
}
