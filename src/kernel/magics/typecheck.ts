/** `%typecheck LEVEL`: what becomes of type errors in later cells. */
import type { Typecheck } from "../engine.js"
import { DONE, type LineMagic, misused } from "./magic.js"

const LEVELS: readonly Typecheck[] = ["off", "warn", "error"]

export const typecheck: LineMagic = {
  name: "typecheck",
  usage: "%typecheck [off|warn|error]",
  summary: "whether type errors are ignored, told, or keep a cell from running",
  run: async (args, { engine, output }) => {
    const level = LEVELS.find((one) => one === args.trim())
    if (level) engine.typecheck = level
    else if (args.trim() !== "") return misused(typecheck, `There is no level "${args.trim()}".`)
    else output.print("stdout", `${engine.typecheck}\n`)
    return DONE
  },
  complete: async (args) => ({
    matches: LEVELS.filter((one) => one.startsWith(args.trim())).map((text) => ({ text })),
    start: args.length - args.trimStart().length,
    end: args.length,
  }),
}
