import type { Run, TrainResult, TrainRow } from "../../src/train/run.js"
import { train } from "../../src/train/train.js"

/** The whole run. @param onRow called after each step */
export async function trainToEnd(run: Run, onRow: (row: TrainRow) => void = () => {}): Promise<TrainResult> {
  const rows = train(run)
  for (;;) {
    const next = await rows.next()
    if (next.done) return next.value
    onRow(next.value)
  }
}
