/**
 * tslab's converter, on the TypeScript that this package already has.
 *
 * tslab 1.0.22 is used as it is published, two of its files: the converter, which checks a cell against the declarations of
 * earlier ones, and the display functions that notebooks written for it import. It asks for a fork of TypeScript 5.0 that
 * shows a few inner functions; what it gets instead, through `require`'s cache, is TypeScript with those functions added.
 * The one place that knows of it.
 */
import { createRequire } from "node:module"
import type { Converter } from "tslab/dist/converter.js"
import type { MimeBundle } from "../../display/bundle.js"
import { quickInfoAt } from "./hover.js"
import { type Ts, ts, undeclared } from "./ts.js"

/** What one converter is told about its surroundings, through the functions that it calls on TypeScript. */
export interface Surroundings {
  readonly folder: string
  /** Makes the host of the program: options, files, modules. */
  host(files: readonly string[], system: Ts.System): Ts.WatchCompilerHostOfFilesAndCompilerOptions<Ts.BuilderProgram>
  /** What is wrong with the file of a cell; with any, the converter gives nothing else. */
  diagnose(program: Ts.Program, file: Ts.SourceFile): readonly Ts.Diagnostic[]
}

/** tslab's names for the files that hold the cell and the declarations of earlier cells. */
export const CELL_FILE = "__tslab__.ts"
export const EARLIER_FILE = "__prev__.d.ts"

const own = createRequire(import.meta.url)

/** Whose converter is at work: all that it does, it does at once. */
let current: Surroundings | undefined

function within<T>(surroundings: Surroundings, work: () => T): T {
  const before = current
  current = surroundings
  try {
    return work()
  } finally {
    current = before
  }
}

/** @returns the converter for one notebook; its functions throw nothing for a user's mistake */
export function createConverter(surroundings: Surroundings): Converter {
  provideTypeScript()
  const { createConverter } = own("tslab/dist/converter.js") as typeof import("tslab/dist/converter.js")
  const inner = within(surroundings, () => createConverter())
  return {
    convert: (earlier, source) => within(surroundings, () => inner.convert(earlier, source)),
    inspect: (earlier, source, at) => within(surroundings, () => inner.inspect(earlier, source, at)),
    complete: (earlier, source, at) => within(surroundings, () => inner.complete(earlier, source, at)),
    addModule: (name, text) => within(surroundings, () => inner.addModule(name, text)),
    close: () => inner.close(),
  }
}

/** What notebooks import as "tslab". */
export function tslabApi(): Readonly<Record<string, unknown>> {
  provideTypeScript()
  return own("tslab") as Readonly<Record<string, unknown>>
}

export const tslabTypes = (): string => own.resolve("tslab/dist/public.d.ts")

/** Where tslab's display functions show. */
export function showTslabOutput(show: (bundle: MimeBundle, id: string | undefined, update: boolean) => void): void {
  provideTypeScript()
  const jupyter = own("tslab/dist/jupyter.js") as { lastWriteDisplayData: unknown }
  interface Content {
    readonly data: MimeBundle
    readonly transient?: { readonly display_id?: string }
  }
  jupyter.lastWriteDisplayData = ({ data, transient }: Content, update = false) =>
    show(data, transient?.display_id, update)
}

/** The file that a cell stands for, where its first comment says `@module name`; undefined: it is a cell like others. */
export function moduleOf(code: string): string | undefined {
  if (!/^\s*\/\*\*[^*]*@module\s/.test(code)) return undefined
  provideTypeScript()
  const { getCodeMetadata } = own("tslab/dist/metadata.js") as typeof import("tslab/dist/metadata.js")
  const { module, jsx } = getCodeMetadata(code)
  return module === undefined ? undefined : `${module}.${jsx ? "tsx" : "ts"}`
}

function provideTypeScript(): void {
  const at = createRequire(own.resolve("tslab/dist/converter.js")).resolve("@tslab/typescript-for-tslab")
  if (own.cache[at]) return
  const exports = {
    ...ts,
    sys: { ...ts.sys, getCurrentDirectory: () => current?.folder ?? process.cwd() },
    createWatchCompilerHost: (files: string[], _options: unknown, system: Ts.System) => current!.host(files, system),
    getPreEmitDiagnosticsOfFiles: (program: Ts.Program, [file]: Ts.SourceFile[]) => current!.diagnose(program, file!),
    // rewritten after the conversion, where its source map is known
    transpileModule: (text: string) => ({ outputText: text }),
    getQuickInfoAtPosition: quickInfoAt,
    getDefaultTypeRoots: () => [],
    getNullTransformationContext: () => undeclared.nullTransformationContext,
    Completions: {
      ...undeclared.Completions,
      getCompletionsAtPositionForTslab: (_host: unknown, program: Ts.Program, ...rest: readonly unknown[]) =>
        undeclared.Completions.getCompletionsAtPosition(completionHost(program), program, ...rest),
    },
  }
  own.cache[at] = { id: at, filename: at, loaded: true, children: [], paths: [], exports } as unknown as NodeJS.Module
}

/** What the compiler asks for to complete, which the converter leaves out. */
const completionHost = (program: Ts.Program) => ({
  ...ts.sys,
  getCompilationSettings: () => program.getCompilerOptions(),
  getCurrentDirectory: () => program.getCurrentDirectory(),
  useCaseSensitiveFileNames: () => true,
  getProgram: () => program,
})
