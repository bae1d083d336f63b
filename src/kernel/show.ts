/**
 * `show(value)`: shows anything where the code runs, and a training as it goes on: `await show(train({ task, data }))`.
 *
 * In a notebook it draws below the cell; elsewhere, in a script, it prints lines. An interrupted cell stops the training after
 * the step that is being done, with a checkpoint; showing it again goes on.
 */
import { inspect } from "node:util"
import { DISPLAY, type Displayable, unshown } from "../display/bundle.js"
import { displayOf } from "../display/display-of.js"
import { liveBundle, liveText } from "../display/live.js"
import { createProgress } from "../display/progress.js"
import { Training, type TrainingRow } from "../train/training.js"
import type { JupyterApi } from "./globals.js"

/** Redrawing costs the front end more than the step costs us. */
const SHORTEST_PAUSE_MS = 250

/**
 * @returns when it is shown; a training, when it ended or was stopped
 * @throws what a training threw
 */
export const show = (value: unknown): Promise<void> => unshown(showNow(value))

async function showNow(value: unknown): Promise<void> {
  const { Jupyter } = globalThis as { Jupyter?: JupyterApi }
  if (value instanceof Training) await (Jupyter ? watch(value, Jupyter) : follow(value))
  else if (Jupyter) await Jupyter.display(value)
  else console.log((await displayOf(value))?.["text/plain"] ?? inspect(value))
}

/** In a notebook: one view, replaced as rows come. */
async function watch(training: Training, { display, signal }: JupyterApi): Promise<void> {
  const live: Displayable = { [DISPLAY]: () => liveBundle(training) }
  const shown = await display(live)
  let last = performance.now()
  const redraw = async (isDue: boolean): Promise<void> => {
    if (!isDue && performance.now() - last < SHORTEST_PAUSE_MS) return
    last = performance.now()
    await shown.update(live)
  }
  const rows = training[Symbol.asyncIterator]()
  const leave = (): void => {
    void rows.return?.()
    // the step that is being done ends later than the cell
    void training.stop().then(() => redraw(true))
    void redraw(true)
  }
  if (signal.aborted) leave()
  signal.addEventListener("abort", leave, { once: true })
  try {
    await each(rows, () => redraw(false))
  } finally {
    signal.removeEventListener("abort", leave)
    await redraw(true)
  }
}

/** In a script: bars on a terminal, else a few lines. */
async function follow(training: Training): Promise<void> {
  const progress = createProgress({ stream: process.stderr })
  const { objective: label, steps: of } = training.settings
  const known = ["reward", "accuracy", "score", "loss"]
  const begun = new Set<string>()
  try {
    await each(training[Symbol.asyncIterator](), async (row) => {
      for (const note of [training.device?.description, training.folder])
        if (note !== undefined && !begun.has(note)) progress.note(note)
      for (const note of [training.device?.description, training.folder]) if (note !== undefined) begun.add(note)
      const metrics = known.flatMap((name) => (typeof row[name] === "number" ? [[name, row[name] as number]] : []))
      progress.step({ label, step: row.step, of, metrics: Object.fromEntries(metrics) })
    })
  } finally {
    progress.stop()
  }
  console.log(liveText(training))
}

async function each(
  rows: AsyncIterator<TrainingRow, undefined>,
  take: (row: TrainingRow) => Promise<void>,
): Promise<void> {
  for (let next = await rows.next(); !next.done; next = await rows.next()) await take(next.value)
}
