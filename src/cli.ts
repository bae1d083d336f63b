/**
 * The command line: words to functions, errors to sentences and exit codes.
 *
 * Every command is loaded when it is used, so that `check` does not wait for an engine.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander"
import type { CompileOptions } from "./cli/compile.js"
import { EXIT, EXIT_HELP, exitOf } from "./cli/exit.js"
import { diagnosticsJson, err, errDiagnostics, type Io, outJson, processIo } from "./cli/io.js"
import { UserError } from "./diagnostic.js"
import { version } from "./package.js"

/** @returns the exit code; see EXIT_HELP */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  io.stdout.on("error", quietPipe)
  io.stderr.on("error", quietPipe)
  let code: number = EXIT.ok
  const program = commands(io, argv, (result) => {
    code = result
  })
  try {
    await program.parseAsync(argv as string[], { from: "user" })
    return code
  } catch (error) {
    return failed(error, argv, io)
  }
}

function failed(error: unknown, argv: readonly string[], io: Io): number {
  // --help and --version end this way, too; what was wrong has been printed by commander
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error instanceof UserError) {
    errDiagnostics(io, error.diagnostics)
    if (argv.includes("--json")) outJson(io, { diagnostics: diagnosticsJson(error.diagnostics) })
    return exitOf(error.diagnostics)
  }
  if (error instanceof Error && error.name === "AbortError") return EXIT.interrupted
  if (io.env.GLOSS_DEBUG) err(io, error instanceof Error ? (error.stack ?? error.message) : String(error))
  else {
    const message = error instanceof Error ? error.message.split("\n")[0] : String(error)
    err(io, `Something failed that should not: ${message}\nRun the same command with GLOSS_DEBUG=1 for the details.`)
  }
  return EXIT.input
}

/** `glossator … | head` closes the pipe: nothing more is wanted, and nothing is wrong. */
function quietPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT.ok)
  throw error
}

function commands(io: Io, argv: readonly string[], done: (code: number) => void): Command {
  const program = new Command("glossator")
  const settings = {
    writeOut: (text: string) => void io.stdout.write(text),
    writeErr: (text: string) => void io.stderr.write(text),
    getOutHelpWidth: () => Math.min(io.stdout.columns ?? 100, 110),
    getErrHelpWidth: () => Math.min(io.stderr.columns ?? 100, 110),
  }
  const add = (parent: Command, name: string, description: string, examples: readonly string[]): Command =>
    parent
      .command(name)
      .description(description)
      .configureOutput(settings)
      .exitOverride()
      .allowExcessArguments(false)
      .showHelpAfterError("(see --help)")
      .addHelpText("after", `\nExamples:\n${examples.map((example) => `  $ glossator ${example}`).join("\n")}`)
  const json = new Option("--json", "print JSON for programs to stdout")

  program
    .description(
      "Annotation guidelines that compile into the prompt a model reads and the reward that scores its answer.",
    )
    .version(version(), "-V, --version")
    .configureOutput(settings)
    .exitOverride()
    .showHelpAfterError("(see --help)")
    .addHelpText(
      "after",
      `
Examples:
  $ glossator run r1-re                                 train and report, about 3 minutes
  $ glossator check my.guideline                        what is wrong with a guideline
  $ glossator compile my.guideline --to prompt          what the model will read
  $ glossator doctor                                    what this machine has, and what is missing

${EXIT_HELP}`,
    )

  add(program, "run", "run a recipe (train, evaluate, write results and report), or a notebook from top to bottom", [
    "run r1-re",
    "run r1-re --data semeval2010-task8 --out runs/semeval",
    "run r1-re --seeds 1 --steps 5 --engine ort-wasm",
    "run --resume runs/r1-re/2026-01-31T12-00-00",
    "run notebooks/02-r1-re.ipynb --param steps=10 --out result.ipynb",
  ])
    .argument("[recipe]", "the recipe's name: r1-re, or a notebook.ipynb; may be left out with --resume")
    .option("--param <name=value>", "for a notebook: a value for its parameters cell; may be given again", several, [])
    .option("--data <name>", "run on a data set instead of what the recipe brings (see: data list)")
    .option(
      "--out <path>",
      "the run's folder, default runs/RECIPE/START; for a notebook the file, default NOTEBOOK.executed.ipynb",
    )
    .addOption(new Option("--resume <dir>", "go on with the run in this folder").conflicts("out"))
    .option("--engine <name>", "ort-cpu (default), ort-wasm, tfjs-wasm, tfjs-cpu, tfjs-node or tfjs-node-gpu")
    .option("--seeds <n>", "how many seeds", count("seeds"))
    .option("--steps <n>", "training steps of each arm", count("steps"))
    .option("--threads <n>", "threads of the engine", count("threads"))
    .option("--long", "more seeds, more arms (guide swap, rewards balanced by kind, several bases)")
    .addOption(json)
    .action(async (recipe: string | undefined, flags) => {
      if (recipe === undefined && flags.resume === undefined)
        program.error("error: name a recipe, for example: glossator run r1-re", { exitCode: EXIT.usage })
      if (recipe?.endsWith(".ipynb")) {
        const { runNotebook } = await import("./cli/run-notebook.js")
        return done(await runNotebook(recipe, flags, io))
      }
      const { run } = await import("./cli/run.js")
      done(await run(recipe, flags, argv, io))
    })

  add(program, "check", "tell what is wrong with guidelines, and which share of their rules a program checks", [
    "check guidelines/semeval2010-task8.guideline",
    "check guidelines/*.guideline --json",
  ])
    .argument("<file...>", "guidelines")
    .addOption(json)
    .action(async (files: string[], flags) => {
      const { check } = await import("./cli/check.js")
      done(check(files, flags, io))
    })

  add(program, "compile", "print what a guideline becomes: prompt, reward plan, form of the answer, handbook, tools", [
    "compile my.guideline --to prompt",
    "compile my.guideline --to prompt --style terse --shuffle 7 --tokenizer tiny",
    "compile my.guideline --to plan --arm format-only > plan.json",
    "compile my.guideline --to gbnf > answer.gbnf",
    "compile my.guideline --to handbook --out handbook.html",
    "compile my.guideline --to trl --data semeval2010-task8 --out trl",
  ])
    .argument("<file>", "a guideline")
    .addOption(new Option("--to <target>", "what to print (required)").choices(TARGETS).makeOptionMandatory())
    .addOption(new Option("--style <style>", "of the prompt").choices(["full", "terse"]).default("full"))
    .option("--shuffle <seed>", "draw the order of labels, entities and relations in the prompt", seed)
    .option("--tokenizer <file>", "count the prompt's tokens with a tokenizer.json, tiny or words; default an estimate")
    .option("--arm <name>", "of the plan and for trainers: another reward of the guideline")
    .option(
      "--data <name>",
      "for trainers: rows of a data set, those left out that lack an input or do not score full; default the guideline's own examples, and with none train.jsonl is empty, which is a warning (exit 0)",
    )
    .option("--out <path>", "write there instead of printing; for brat and for trainers a folder")
    .addOption(json)
    .action(async (file: string, flags) => {
      const { compile } = await import("./cli/compile.js")
      done(await compile(file, flags, io))
    })

  add(program, "fmt", "write guidelines in their one form: indentation, spaces, quotes", [
    "fmt my.guideline",
    "fmt guidelines/*.guideline --check",
  ])
    .argument("<file...>", "guidelines")
    .option("--check", "change nothing; end with 1 where a file is not in that form")
    .addOption(json)
    .action(async (files: string[], flags) => {
      const { fmt } = await import("./cli/fmt.js")
      done(fmt(files, flags, io))
    })

  add(program, "lsp", "the language server for editors, over stdin and stdout", ["lsp"]).action(async () => {
    const { lsp } = await import("./cli/lsp.js")
    done(await lsp(io))
  })

  add(program, "score", "score answers with a guideline's reward, one verdict for each row", [
    "score my.guideline --rows answers.jsonl",
    "score my.guideline --rows - --arm exact --json < answers.jsonl",
  ])
    .argument("<guideline>", "a guideline")
    .requiredOption("--rows <file>", "rows { id, input, gold, completion } as JSON Lines; - for stdin (required)")
    .option("--arm <name>", "another reward of the guideline")
    .option("--allow-code <file>", "run the guideline's own checks from this module, in a worker with limits")
    .option("--strict", "stop at the first row that can not be read or scored")
    .addOption(json)
    .action(async (file: string, flags) => {
      const { score } = await import("./cli/score.js")
      done(await score(file, flags, io))
    })

  add(program, "metrics", "what scored answers show together: accuracy, Pass@k, F1, judges, with 95 % intervals", [
    "metrics my.guideline --rows answers.jsonl",
    "metrics guidelines/semeval2010-task8.guideline --rows answers.jsonl --json",
  ])
    .argument("<guideline>", "a guideline")
    .requiredOption(
      "--rows <file>",
      'the rows of score; those of one id are tries at one problem. "given": { JUDGE: 0.8 } and "truth": { JUDGE: true } tell how far a judge can be believed; - for stdin (required)',
    )
    .option("--arm <name>", "another reward of the guideline")
    .option("--allow-code <file>", "run the guideline's own checks from this module, in a worker with limits")
    .addOption(json)
    .action(async (file: string, flags) => {
      const { metrics } = await import("./cli/metrics.js")
      done(await metrics(file, flags, io))
    })

  add(program, "serve", "answer trainers over HTTP: OpenRLHF, NeMo Gym, batches of rows", [
    "serve my.guideline",
    "serve guidelines/*.guideline --port 0 --json",
    "serve my.guideline --host 0.0.0.0 --token-file secret.txt",
  ])
    .argument("<guideline...>", "guidelines; each is served under the name of its file, without the ending")
    .option("--host <address>", "where to listen; beyond this machine only with a token", "127.0.0.1")
    .option("--port <n>", "0: any that is free", port, 8311)
    .option("--token-file <file>", "the token that requests must bring; default GLOSS_SERVE_TOKEN")
    .option("--workers <n>", "threads that score; default the cores less one", count("workers"))
    .option("--max-body <megabytes>", "of one request", count("max-body"), 32)
    .option("--max-in-flight <n>", "requests in hand; more are answered with 503", count("max-in-flight"), 32_768)
    .option("--max-memory <megabytes>", "of the bodies in hand; more are answered with 503", count("max-memory"), 512)
    .addOption(json)
    .action(async (files: string[], flags) => {
      const { serve } = await import("./cli/serve.js")
      done(await serve(files, flags, io))
    })

  add(program, "attack", "try answers that deserve nothing, and fail where the reward pays for one", [
    "attack my.guideline",
    "attack guidelines/semeval2010-task8.guideline --data semeval2010-task8 --rows 500",
    "attack guidelines/reward-anything.guideline --arm released-code",
  ])
    .argument("<file...>", "guidelines")
    .option("--data <name>", "rows of a data set (see: data list); default the guideline's own examples")
    .option("--rows <n>", "at most so many of them", count("rows"), 200)
    .option("--arm <name>", "another reward of the guideline")
    .addOption(json)
    .action(async (files: string[], flags) => {
      const { attack } = await import("./cli/attack.js")
      done(attack(files, flags, io))
    })

  add(program, "rescore", "score stored answers again with a changed guideline, without a model", [
    "rescore runs/r1-re/2026-01-31T12-00-00/rollouts.jsonl --guideline new.guideline",
    "rescore out/completions --guideline new.guideline --data trl",
  ])
    .argument(
      "<log>",
      "a file or the folder of a run: our rollouts.jsonl, TRL's completions_*.parquet, verl's rollout_data_dir, traces.jsonl of verifiers, or rows { id, input, gold, completion, score }",
    )
    .requiredOption("--guideline <file>", "the guideline that scores now (required)")
    .option("--arm <name>", "another reward of the guideline")
    .option(
      "--data <path>",
      "input and gold, where the log has none: the folder of compile --to, a file of rows { id, input, gold }, or a data set",
    )
    .option("--reward-column <name>", "the reward that was trained on, where TRL's tables have several and no total")
    .option("--allow-code <file>", "run the guideline's own checks from this module, in a worker with limits")
    .option("--out <file>", "write the answers that score differently as CSV, with their line of the log")
    .option("--strict", "stop at the first answer that can not be read or scored")
    .addOption(json)
    .action(async (log: string, flags) => {
      const { rescore } = await import("./cli/rescore.js")
      done(await rescore(log, flags, io))
    })

  add(
    program,
    "monitor",
    "look at a training log for what a rising reward hides; end with 1 where something is found",
    [
      "monitor runs/r1-re/2026-01-31T12-00-00",
      "monitor out/completions --guideline my.guideline",
      "monitor rollouts --json",
    ],
  )
    .argument("<log>", "the folder of a run, its metrics.jsonl, or any log that rescore reads (TRL, verl, verifiers)")
    .option("--guideline <file>", "that was trained on: tells which terms pay for the form and for right answers")
    .option("--arm <name>", "the reward of it that was trained on")
    .option("--reward-column <name>", "the reward that was trained on, where TRL's tables have several and no total")
    .addOption(json)
    .action(async (log: string, flags) => {
      const { monitor } = await import("./cli/monitor.js")
      done(await monitor(log, flags, io))
    })

  add(program, "validate", "list gold answers that the guideline would not pay in full", [
    "validate guidelines/semeval2010-task8.guideline --data semeval2010-task8",
  ])
    .argument("<guideline>", "a guideline")
    .requiredOption(
      "--data <name>",
      "a data set (see: data list), or a folder with train.jsonl and test.jsonl (required)",
    )
    .addOption(json)
    .action(async (file: string, flags) => {
      const { validate } = await import("./cli/validate.js")
      done(validate(file, flags, io))
    })

  const data = add(program, "data", "list and download data sets, hand them to annotators and take them back", [
    "data list",
    "data pull semeval2010-task8",
  ])
  add(data, "list", "list the data sets, with licence and size", ["data list", "data list --json"])
    .addOption(json)
    .action(async (flags) => {
      const { dataList } = await import("./cli/data.js")
      done(dataList(flags, io))
    })
  add(data, "pull", "download a data set; shows licence and size first, verifies, goes on where it stopped", [
    "data pull semeval2010-task8",
    "data pull semeval2010-task8 --into /data --yes",
  ])
    .argument("<name>", "a data set")
    .option("--into <dir>", "the folder of all data sets; default GLOSS_DATA, else .glossator/data")
    .option("--yes", "do not ask")
    .addOption(json)
    .action(async (name: string, flags) => {
      const { dataPull } = await import("./cli/data.js")
      done(await dataPull(name, flags, io))
    })

  const tool = (option: string, about: string): Option =>
    new Option(option, about).choices(["label-studio", "brat"]).makeOptionMandatory()
  add(data, "export", "write rows of data for people who annotate in another tool", [
    "compile guidelines/mdkg.guideline --to label-studio --out label-studio.xml",
    "data export guidelines/mdkg.guideline rows.jsonl --to label-studio --out tasks.json",
    "data export guidelines/mdkg.guideline rows.jsonl --to brat --out documents",
  ])
    .argument("<guideline>", "a guideline")
    .argument("<rows>", "a file of rows, one JSON object a line with id and input (gold may be missing)")
    .addOption(tool("--to <tool>", "who is to annotate"))
    .requiredOption("--out <path>", "a new file for Label Studio, a new folder for brat")
    .option("--with-gold", "annotators begin with the gold of the rows")
    .action(async (guideline: string, rows: string, flags) => {
      const { dataExport } = await import("./cli/annotations.js")
      done(await dataExport(guideline, rows, flags, io))
    })
  add(data, "import", "read what people annotated in another tool as rows of data", [
    "data import guidelines/mdkg.guideline export.json --from label-studio --out rows.jsonl",
    "data import guidelines/mdkg.guideline documents --from brat",
  ])
    .argument("<guideline>", "the guideline that it was annotated for")
    .argument(
      "<paths...>",
      "exports of Label Studio (format JSON); .ann files of brat beside their .txt, or folders of them",
    )
    .addOption(tool("--from <tool>", "where it was annotated"))
    .option("--out <file>", "write the rows there, a new file, instead of printing them")
    .addOption(json)
    .action(async (guideline: string, paths: string[], flags) => {
      const { dataImport } = await import("./cli/annotations.js")
      done(await dataImport(guideline, paths, flags, io))
    })

  add(program, "doctor", "tell what this machine has, what is missing, and how to get it", ["doctor", "doctor --json"])
    .addOption(json)
    .action(async (flags) => {
      const { doctor } = await import("./cli/doctor.js")
      done(await doctor(flags, io))
    })

  const engine = add(program, "engine", "list and install engines", ["engine list", "engine install tensorflow"])
  add(engine, "list", "start every engine and ask which device it computes on", ["engine list"])
    .addOption(json)
    .action(async (flags) => {
      const { engineList } = await import("./cli/engine.js")
      done(await engineList(flags, io))
    })
  add(engine, "install", "install TensorFlow for tfjs into a private folder, with npm, pip and a C++ compiler", [
    "engine install tensorflow",
    "engine install tensorflow --gpu --yes",
    "engine install tensorflow --remove",
  ])
    .addArgument(program.createArgument("<engine>", "what to install").choices(["tensorflow"]))
    .option("--gpu", "the build for NVIDIA GPUs (CUDA 12.5)")
    .option("--remove", "remove it again")
    .option("--yes", "do not ask")
    .action(async (_: string, flags) => {
      const { engineInstall } = await import("./cli/engine.js")
      done(await engineInstall(flags, io))
    })

  const kernel = add(program, "kernel", "the Jupyter kernel for TypeScript and guideline cells", [
    "kernel install",
    "kernel install --prefix .venv",
    "kernel uninstall",
  ])
  const place = (command: Command): Command =>
    command
      .addOption(new Option("--user", "for this user, which is the default").conflicts("prefix"))
      .option("--prefix <dir>", "into a Python environment: DIR/share/jupyter/kernels")
      .option("--name <name>", "what notebooks call the kernel", "glossator")
  place(
    add(kernel, "install", "write the kernelspec, so that notebooks find the kernel", ["kernel install --user"]),
  ).action(async (flags) => {
    const { kernelInstall } = await import("./cli/kernel.js")
    done(await kernelInstall(flags, io))
  })
  place(add(kernel, "uninstall", "remove the kernelspec", ["kernel uninstall --prefix .venv"])).action(
    async (flags) => {
      const { kernelUninstall } = await import("./cli/kernel.js")
      done(await kernelUninstall(flags, io))
    },
  )
  add(kernel, "run", "start a kernel, as notebooks do", ["kernel run connection.json"])
    .argument("<connection-file>", "where a front end expects the kernel's sockets")
    .action(async (file: string) => {
      const { kernelRun } = await import("./cli/kernel.js")
      done(await kernelRun(file, io))
    })

  add(program, "explain", "explain the code of a diagnostic; without a code, list all", [
    "explain run-changed",
    "explain",
  ])
    .argument("[code]", "as it is printed behind error or warning")
    .addOption(json)
    .action(async (code: string | undefined, flags) => {
      const { explain } = await import("./cli/explain.js")
      done(explain(code, flags, io))
    })

  return program
}

const TARGETS: readonly CompileOptions["to"][] = [
  "prompt",
  "plan",
  "json-schema",
  "gbnf",
  "handbook",
  "label-studio",
  "brat",
  ...(["trl", "verl", "openrlhf", "verifiers", "nemo-gym"] as const),
]

/** An option that may be given again. */
const several = (value: string, before: readonly string[]): string[] => [...before, value]

const count =
  (name: string) =>
  (text: string): number => {
    const value = Number(text)
    if (!Number.isSafeInteger(value) || value < 1 || value > 1e6)
      throw new InvalidArgumentError(`The number of ${name} is a whole number from 1.`)
    return value
  }

function seed(text: string): number {
  const value = Number(text)
  if (!/^-?\d{1,10}$/.test(text) || value !== (value | 0))
    throw new InvalidArgumentError("A seed is a whole number of 32 bits.")
  return value
}

function port(text: string): number {
  const value = Number(text)
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError("A port is a number from 0 to 65535.")
  return value
}
