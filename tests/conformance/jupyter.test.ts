/** The installed kernel under Jupyter's own clients: jupyter_kernel_test, jupyter_client and nbclient. */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { installed } from "./python-installed.js"

const prefix = mkdtempSync(path.join(os.tmpdir(), "glossator-jupyter-"))
let python = ""
beforeAll(() => {
  python = installed("jupyter")
  const { status, stderr } = spawnSync(
    process.execPath,
    ["bin/glossator.mjs", "kernel", "install", "--prefix", prefix],
    { encoding: "utf8" },
  )
  expect(status, stderr).toBe(0)
}, 600_000)
afterAll(() => rmSync(prefix, { recursive: true, force: true }))

/** @returns what a script printed as JSON */
function ask<T>(script: string, args: readonly string[], input = ""): T {
  const { status, stdout, stderr } = spawnSync(python, [`tests/conformance/${script}`, ...args], {
    encoding: "utf8",
    input,
    maxBuffer: 1e9,
    env: { ...process.env, JUPYTER_PATH: path.join(prefix, "share", "jupyter"), JUPYTER_PLATFORM_DIRS: "1" },
  })
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stdout.slice(-2_000)}${stderr.slice(-4_000)}`)
  return JSON.parse(stdout) as T
}

test("jupyter_kernel_test passes in full, and skips nothing", () => {
  const ran = ask<{ tests: string[]; wrong: Record<string, string>; skipped: unknown[] }>("jupyter-suite.py", [])
  expect(ran.wrong).toEqual({})
  expect(ran.skipped).toEqual([])
  expect(ran.tests).toHaveLength(12)
}, 300_000)

describe("what a front end relies on", () => {
  let results: Record<string, string> = {}
  beforeAll(() => {
    results = ask("jupyter-checks.py", ["glossator"])
  }, 300_000)

  test.each([
    "heartbeat_responds",
    "iopub_welcome",
    "kernel_info_reply_valid",
    "kernel_info_has_language_info",
    "kernel_info_has_protocol_version",
    "execute_stdout",
    "execute_stderr",
    "execute_reply_ok",
    "status_busy_idle_lifecycle",
    "execute_input_broadcast",
    "complete_request",
    "inspect_request",
    "is_complete_complete",
    "is_complete_incomplete",
    "history_request",
    "comm_info_request",
    "error_handling",
    "display_data",
    "update_display_data",
    "execute_result",
    "rich_execute_result",
    "stdin_input_request",
    "comms_lifecycle",
    "interrupt_request",
    "execution_count_increments",
    "parent_header_correlation",
    "shutdown_reply",
    "2,000 lines",
    "20,000 lines",
    "interrupt: a loop",
    "interrupt: an await",
    "interrupt: a loop behind an await",
    "interrupt: chunks",
  ])("%s", (name) => {
    expect(results[name]).toBe("")
  })
})

describe("what must not end a kernel", () => {
  let results: Record<string, string> = {}
  beforeAll(() => {
    results = ask("jupyter-bad-input.py", [])
  }, 300_000)

  test.each([
    "never_ends",
    "allocates_without_end",
    "throws_a_string",
    "rejects_in_the_background",
    "prints_binary",
    "closes_its_streams",
    "second_kernel_on_the_same_file",
    "wrong_signature",
    "comm_message_of_50_MB",
  ])("%s", (name) => {
    expect(results[name]).toBe("")
  })
})

test("nbclient runs a notebook: results, errors, printed text", () => {
  const cells = [
    "const answer: number = 40 + 2\nanswer",
    "console.log('printed'); throw new RangeError('on purpose')",
    "answer + 1",
    "for (let i = 0; i < 3000; i++) console.log(i)",
    "%%html\n<b>bold</b>",
  ]
  interface Output {
    readonly output_type: string
    readonly text?: string
    readonly data?: Record<string, string>
    readonly ename?: string
  }
  interface Ran {
    readonly metadata: { readonly language_info: Record<string, string> }
    readonly outputs: readonly (readonly Output[])[]
  }
  const { metadata, outputs } = ask<Ran>("jupyter-notebook.py", ["glossator"], JSON.stringify(cells))
  expect(metadata.language_info).toMatchObject({ name: "typescript", file_extension: ".ts" })
  const [first, second, third, fourth, fifth] = outputs as [Output[], Output[], Output[], Output[], Output[]]
  expect(first.at(-1)!.data!["text/plain"]).toBe("42")
  expect(second.map(({ output_type }) => output_type)).toEqual(["stream", "error"])
  expect(second[1]!.ename).toBe("RangeError")
  expect(third.at(-1)!.data!["text/plain"]).toBe("43")
  expect(fourth.map(({ text }) => text).join("")).toBe(Array.from({ length: 3_000 }, (_, i) => `${i}\n`).join(""))
  expect(fifth[0]!.data!["text/html"]).toBe("<b>bold</b>")
}, 300_000)
