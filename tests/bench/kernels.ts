/** The kernels that the bench compares, and the same small tasks in the language of each. */
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import type { Options } from "../kernel/support/client.js"

export interface Kernel {
  readonly name: string
  readonly start: Options
  /** Interrupts as a message, or as SIGINT. */
  readonly interrupts: "message" | "signal"
  readonly code: Code
}

export interface Code {
  readonly sum: string
  /** @param name of the variable that it declares */
  readonly loop: (name: string) => string
  readonly prints: (count: number) => string
  /** Ends where a member's name is half typed. */
  readonly completion: string
  /** Awaits for two seconds, in small pieces. */
  readonly awaits: string
  /** A model that is trained until it is interrupted: what comes before, and the cell. */
  readonly training?: { readonly before: readonly string[]; readonly cell: string }
  /** What an interrupt must end; each prints a line first. */
  readonly endless: Readonly<Record<string, string>>
  readonly dataframes?: string
}

const TYPESCRIPT: Code = {
  sum: "1+1",
  loop: (name) => `let ${name} = 0\nfor (let i = 0; i < 1e7; i++) ${name} += i\n${name}`,
  prints: (count) => `for (let i = 0; i < ${count}; i++) console.log("line " + i)`,
  completion: "Math.hyp",
  awaits: "for (let i = 0; i < 40; i++) await new Promise((go) => setTimeout(go, 50))",
  endless: {
    "a loop": "console.log('on'); while (true);",
    "an await": "console.log('on'); await new Promise(() => {})",
    "a loop behind an await": "console.log('on'); await null; while (true);",
    "chunks of 200 ms":
      "console.log('on'); while (true) { const end = Date.now() + 200; while (Date.now() < end); await new Promise((go) => setTimeout(go, 0)) }",
  },
  dataframes: "import * as aq from 'arquero'\naq.table({ a: [1, 2, 3] }).numRows()",
}

const PYTHON: Code = {
  sum: "1+1",
  loop: (name) => `${name} = 0\nfor i in range(10_000_000): ${name} += i\n${name}`,
  prints: (count) => `for i in range(${count}): print("line " + str(i))`,
  completion: "'x'.capit",
  awaits: "import asyncio\nfor i in range(40): await asyncio.sleep(0.05)",
  endless: {
    "a loop": "print('on')\nwhile True: pass",
    "an await": "import asyncio\nprint('on')\nawait asyncio.sleep(1e6)",
    "a loop behind an await": "import asyncio\nprint('on')\nawait asyncio.sleep(0)\nwhile True: pass",
    "chunks of 200 ms":
      "import asyncio, time\nprint('on')\nwhile True:\n  end = time.time() + 0.2\n  while time.time() < end: pass\n  await asyncio.sleep(0)",
  },
}

const TRAINING = {
  before: [
    `%%guideline world\n${readFileSync("tests/kernel/support/world.guideline", "utf8")}`,
    `import { train, show } from "glossator"\nconst data = ${readFileSync("tests/kernel/support/world.json", "utf8")}`,
  ],
  cell: "await show(train({ task: world, data, newTokens: 14, promptsPerStep: 8, groupSize: 8, steps: 1000 }))",
}

/** @returns those that are there, and a line about each that is not */
export function kernels(): { readonly all: readonly Kernel[]; readonly missing: readonly string[] } {
  const require = createRequire(import.meta.url)
  const tslab = path.join(path.dirname(require.resolve("tslab/package.json")), "bin/tslab")
  const home = process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance"
  const python = path.join(home, "jupyter/bin/python3")
  const all: Kernel[] = [
    {
      name: "glossator",
      start: { argv: ["--no-force-async-hooks-checks", "bin/glossator.mjs", "kernel", "run", "{connection_file}"] },
      interrupts: "message",
      code: { ...TYPESCRIPT, training: TRAINING },
    },
    {
      name: "tslab",
      start: { argv: [tslab, "kernel", "--config-path={connection_file}"] },
      interrupts: "signal",
      code: TYPESCRIPT,
    },
  ]
  if (!existsSync(python))
    return { all, missing: [`ipykernel is not in ${home}; it comes with: npm run test:conformance jupyter`] }
  const ipykernel: Kernel = {
    name: "ipykernel",
    start: { command: python, argv: ["-m", "ipykernel_launcher", "-f", "{connection_file}"] },
    interrupts: "signal",
    code: PYTHON,
  }
  return { all: [...all, ipykernel], missing: [] }
}
