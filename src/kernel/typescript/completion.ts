/** What may be written at a place: the compiler's list, best first, in the words of the protocol. */
import type { CompletionInfo } from "tslab/dist/converter.js"
import type { Completions } from "../engine.js"
import { isFormer } from "./declarations.js"
import { ts } from "./ts.js"

const HIDDEN = /^(__glossatorKernel|__glossatorCells|__tslab__)$/

export function completions({ candidates, original, start, end }: CompletionInfo): Completions {
  const kinds = new Map(original?.entries.map((entry) => [entry.name, entry.kind as string]))
  const matches = candidates
    .filter((name) => !HIDDEN.test(name) && !isFormer(name))
    .map((text) => ({ text, type: SHOWN[kinds.get(text) ?? ""] ?? "variable" }))
  return { matches, start, end }
}

/** The compiler's kinds as completers of notebooks know them. */
const SHOWN: Readonly<Record<string, string>> = {
  [ts.ScriptElementKind.functionElement]: "function",
  [ts.ScriptElementKind.localFunctionElement]: "function",
  [ts.ScriptElementKind.memberFunctionElement]: "function",
  [ts.ScriptElementKind.classElement]: "class",
  [ts.ScriptElementKind.interfaceElement]: "interface",
  [ts.ScriptElementKind.typeElement]: "type",
  [ts.ScriptElementKind.enumElement]: "enum",
  [ts.ScriptElementKind.keyword]: "keyword",
  [ts.ScriptElementKind.moduleElement]: "module",
  [ts.ScriptElementKind.memberVariableElement]: "property",
  [ts.ScriptElementKind.memberGetAccessorElement]: "property",
  [ts.ScriptElementKind.constElement]: "const",
}
