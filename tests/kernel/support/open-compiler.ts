/** Engines for tests: many notebooks of one folder over one compiler, which keeps nothing of a notebook between its answers. */
import type { MimeBundle } from "../../../src/display/bundle.js"
import type { EngineHost } from "../../../src/kernel/engine.js"
import { Compiler } from "../../../src/kernel/typescript/compiler.js"
import { ambient, TypeScriptEngine } from "../../../src/kernel/typescript/engine.js"
import { mapStacks } from "../../../src/kernel/typescript/scripts.js"
import { showTslabOutput } from "../../../src/kernel/typescript/tslab.js"

/** @param show what cells show goes there; `answer` is the one global that the host gives to cells */
export function openCompiler(folder: string, show: (bundle: MimeBundle, isUpdate: boolean) => void) {
  const host: EngineHost = {
    declarations: "declare const answer: number",
    shield: (work) => work(),
    stoppable: (work) => work(),
    show: (bundle, options) => show(bundle, options?.update === true),
  }
  Object.assign(globalThis, { answer: 42 })
  mapStacks()
  showTslabOutput((bundle, _id, isUpdate) => show(bundle, isUpdate))
  const overlay = ambient(folder, host)
  const compiler = new Compiler(folder, overlay)
  return {
    compiler,
    overlay,
    engine: () => new TypeScriptEngine(folder, host, compiler, overlay),
    close: () => compiler.close(),
  }
}
