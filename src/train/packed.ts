/** Items on their way to another process: guidelines as their files, compiled again there; everything else as it is. */
import { resolve } from "node:path"
import { loadGuideline } from "../compile/load.js"
import type { Task } from "../compile/task.js"
import { UserError } from "../diagnostic.js"
import type { Item } from "../rollout/item.js"

export interface PackedItems {
  readonly guidelines: readonly {
    /** The guideline itself first. */
    readonly files: Task["meaning"]["files"]
    /** The reward that it is scored with, where that is not the main one. */
    readonly arm?: string
  }[]
  readonly items: readonly (Omit<Item, "task"> & { readonly guideline: number })[]
}

export function packItems(items: readonly Item[]): PackedItems {
  const at = new Map<Task, number>()
  for (const { task } of items) if (!at.has(task)) at.set(task, at.size)
  return {
    guidelines: [...at.keys()].map(({ meaning, plan }) => ({
      files: meaning.files,
      ...(plan.arm !== undefined && { arm: plan.arm }),
    })),
    items: items.map(({ task, ...rest }) => ({ ...rest, guideline: at.get(task)! })),
  }
}

/** @throws UserError when a guideline does not compile, which it did before it was packed */
export function unpackItems({ guidelines, items }: PackedItems): Item[] {
  const tasks = guidelines.map(({ files, arm }) => {
    const texts = new Map(files.map(({ path, text }) => [path, text]))
    const { task, diagnostics } = loadGuideline(files[0]!.path, (path) => {
      const text = texts.get(path)
      if (text === undefined) throw new RangeError(`${path} was not packed`)
      return text
    })
    if (!task) throw new UserError(diagnostics)
    return arm === undefined ? task : task.arm(arm)
  })
  return items.map(({ guideline, ...rest }) => ({ ...rest, task: tasks[guideline]! }))
}

/**
 * The files of these guidelines under short paths, as they shall lie in a run's folder: without the folders that all have
 * in common, and each path once.
 */
export function guidelineFiles({ guidelines }: PackedItems): { readonly path: string; readonly text: string }[] {
  const texts = new Map(guidelines.flatMap(({ files }) => files.map(({ path, text }) => [path, text] as const)))
  const parts = new Map([...texts.keys()].map((path) => [path, resolve(path).replaceAll("\\", "/").split("/")]))
  const folders = [...parts.values()].map((one) => one.slice(0, -1))
  const [first = []] = folders
  let common = 0
  while (common < first.length && folders.every((one) => one[common] === first[common])) common++
  return [...texts].map(([path, text]) => ({
    path: parts.get(path)!.slice(common).join("/").replaceAll(":", "-"),
    text,
  }))
}
