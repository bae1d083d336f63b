/**
 * verl's rollouts: `trainer.rollout_data_dir/STEP.jsonl` (and `validation_data_dir`), rows `{ input, output, gts, score,
 * step }` and what else the reward function returned. `input` is the decoded prompt, without the template's own tokens;
 * `gts` the row's ground truth, which in our own data is the gold as a JSON text. The input itself is not there.
 */
import { jsonLines } from "./json-lines.js"
import { byNumber, isRecord, type LoggedAnswer, type LogReader, numberOf, rememberedFields } from "./log-reader.js"
import { RepeatedMember } from "./repeated-member.js"

export const verl: LogReader = {
  name: "verl",
  summary: "STEP.jsonl of verl's rollout_data_dir, or that folder",
  filesIn: (names) => byNumber(names.filter((name) => /^\d+\.jsonl$/.test(name))),
  knows: (_, first) => isRecord(first) && typeof first.input === "string" && "output" in first && "gts" in first,
  async *answers(path) {
    const gold = rememberedFields()
    let at = 0
    for await (const batch of jsonLines(path, new RepeatedMember("input"))) {
      yield batch.map((row, i) => answerOf(row, batch.lines[i]!, at++, gold))
    }
  },
}

function answerOf(
  row: unknown,
  line: number,
  at: number,
  goldOf: ReturnType<typeof rememberedFields>,
): LoggedAnswer | undefined {
  if (!isRecord(row) || typeof row.output !== "string" || typeof row.input !== "string") return undefined
  const { input, output, gts, score, step, error, acc } = row
  const number = numberOf(step)
  const gold = goldOf(gts)
  const points = numberOf(score)
  const paid = Object.keys(row).filter((name) => name.startsWith("term/"))
  return {
    id: `${number ?? 0}/${at}`,
    completion: output,
    line,
    asked: input,
    group: input,
    ...(number !== undefined && { step: number }),
    ...(gold && { gold }),
    ...(error === 1 || points === undefined
      ? { unscorable: error === 1 ? "the reward said error 1" : "it has no score" }
      : {
          score: points,
          ...(acc !== undefined && { right: numberOf(acc) === 1 || acc === true }),
          ...(paid.length > 0 && {
            terms: paid.map((name) => ({ name: name.slice("term/".length), paid: numberOf(row[name]) ?? 0 })),
          }),
        }),
  }
}
