/** What a folder for a trainer says about itself. */
import type { Task } from "../task.js"
import { judges } from "./python.js"

export interface About {
  readonly tool: string
  /** Shell commands that start the training. */
  readonly run: string
  readonly needs: string
  readonly files: readonly (readonly [name: string, what: string])[]
  /** What this trainer gets for an answer that can not be scored. */
  readonly unscorable: string
  /** Where the values of judges stand; undefined: the reward needs none. */
  readonly given: string | undefined
}

export function readme({ name, version, hash, plan }: Task, about: About): string {
  const { terms, range, standardize } = plan
  const rows = terms.map(
    ({ name: term, pays, otherwise, after, origin }) =>
      `| ${cell(term)} | ${pays} | ${otherwise} | ${cell(after.join(", "))} | ${cell(origin.path)}:${origin.line} |`,
  )
  return `# ${oneLine(name)} ${version}, for ${about.tool}

Made by \`glossator compile\` from the guideline with the sha256 ${hash}${plan.arm === undefined ? "" : `, arm ${oneLine(plan.arm)}`}.
Change the guideline and compile it again instead of editing these files.

| file | what it is |
|---|---|
${about.files.map(([file, what]) => `| \`${file}\` | ${what} |`).join("\n")}

Needs: ${about.needs}

\`\`\`sh
${about.run}
\`\`\`

## The reward

From ${range.lowest} to ${range.highest}. Each term pays \`otherwise + value * (pays - otherwise)\`, and nothing while a term that it waits for does not hold.

| term | pays | otherwise | after | line of the guideline |
|---|---|---|---|---|
${rows.join("\n")}

- The module needs Python 3.10 or later and its standard library; it opens no file and no connection, and scores as \`glossator score\` does.
- It reads the answer alone, never the prompt: the prompt holds examples of right answers.
- An answer that can not be scored (a row without gold, a judge that gave no value) is ${about.unscorable}.
${judgeLines(plan, about)}${standardizeLine(standardize)}`
}

function judgeLines(plan: Task["plan"], { given }: About): string {
  const names = judges(plan)
  if (given === undefined || names.length === 0) return ""
  const example = JSON.stringify(Object.fromEntries(names.map((name) => [name, 1])))
  return `- Judged rules (${names.map(oneLine).join(", ")}) are not decided here. Their probabilities stand in ${given}, as JSON: \`${example}\`.\n`
}

const standardizeLine = (over: "batch" | "group" | undefined): string =>
  over === undefined
    ? ""
    : over === "group"
      ? "- The guideline standardizes over the group: that is what the trainer's GRPO does with these scores.\n"
      : "- The guideline standardizes over the batch: the total is a z-score over what one call sees.\n"

const oneLine = (text: string): string => text.replace(/\s+/g, " ")
const cell = (text: string): string => oneLine(text).replaceAll("|", "\\|")
