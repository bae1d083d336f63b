/** The prompt in its sections, by what of the guideline each tells: for hover, and for what a section costs. */
import { full } from "../compile/prompt/full.js"
import { type Segment, told } from "../compile/prompt/segments.js"
import type { Task } from "../compile/task.js"
import type { What } from "./symbols.js"

const kept = new WeakMap<Task, readonly Segment[]>()

export function sectionsOf(task: Task): readonly Segment[] {
  let sections = kept.get(task)
  if (!sections) {
    const { meaning } = task
    sections = told(full(meaning, meaning))
    kept.set(task, sections)
  }
  return sections
}

/** @returns what the model reads of it, section by section; nothing where the prompt does not tell it by itself */
export function sectionsAbout(task: Task, what: What | "task", name: string): readonly Segment[] {
  const sections = sectionsOf(task)
  switch (what) {
    case "task":
      return [
        ...named(sections, "task"),
        ...named(sections, "rules"),
        ...named(sections, "examples"),
        ...named(sections, "near misses"),
      ]
    case "input":
    case "mention":
      return [...named(sections, "input"), ...named(sections, `rules of ${name}`)]
    case "answer":
      return [...named(sections, "answer"), ...named(sections, `rules of ${name}`)]
    case "otherwise":
      return named(sections, `label ${name}`)
    case "entity":
    case "label":
    case "relation":
      return named(sections, `${what} ${name}`)
    default:
      return []
  }
}

/** A section and those that go on with it, up to the next one that stands apart. */
function named(sections: readonly Segment[], name: string): Segment[] {
  const first = sections.findIndex((section) => section.name === name)
  if (first < 0) return []
  const next = sections.findIndex(({ joint }, i) => i > first && joint.includes("\n\n"))
  return sections.slice(first, next < 0 ? undefined : next)
}
