/** Calls a trainer's own Python: a question goes in as a file, the answer comes back as one. */
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Tool } from "./subjects.js"

declare module "vitest" {
  interface TaskMeta {
    /** Of what the trainer's tests ran: for the record. */
    versions?: Readonly<Record<string, string>>
  }
}

const home = path.resolve(process.env.GLOSS_TRAINERS_HOME ?? ".glossator/trainers")

/** TRL needs nothing but what the others share. */
const ENVIRONMENTS = { trl: "torch", verl: "verl", openrlhf: "openrlhf", "nemo-gym": "nemo-gym" } as const

/** @throws with what Python said, when it ended with an error */
export async function ask<Answer>(tool: Tool, script: string, question: unknown): Promise<Answer> {
  const folder = mkdtempSync(path.join(tmpdir(), "glossator-ask-"))
  const [asked, answered] = ["question.json", "answer.json"].map((name) => path.join(folder, name)) as [string, string]
  writeFileSync(asked, JSON.stringify(question))
  const python = path.join(home, ENVIRONMENTS[tool], "bin/python3")
  // a folder of its own: libraries leave their outputs where they are started
  const ran = spawn(python, ["-W", "ignore", path.resolve("tests/trainers", script), asked, answered], {
    cwd: folder,
    env: { ...process.env, HF_HUB_OFFLINE: "1", WANDB_MODE: "disabled", OMP_NUM_THREADS: "2" },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let said = ""
  for (const stream of [ran.stdout, ran.stderr]) stream.on("data", (part) => (said = `${said}${part}`.slice(-20_000)))
  try {
    const status = await new Promise((resolve, reject) => ran.on("error", reject).on("close", resolve))
    if (status !== 0) throw new Error(`${python} ${script} ended with ${status}:\n${said}`)
    return JSON.parse(readFileSync(answered, "utf8")) as Answer
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
