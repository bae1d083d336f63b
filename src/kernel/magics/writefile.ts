/** `%%writefile PATH`: the body becomes a file, such as a module that later cells import. */
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { fileReason } from "../../file-reason.js"
import { type CellMagic, DONE, misused } from "./magic.js"

export const writefile: CellMagic = {
  name: "writefile",
  usage: "%%writefile [--append] PATH",
  summary: "writes the cell to a file",
  run: async (body, args, { output }) => {
    const [, append, file] = /^(--append\s+)?(.*)$/.exec(args)!
    if (!file || file.startsWith("--")) return misused(writefile, "A path is missing.")
    const text = body === "" || body.endsWith("\n") ? body : `${body}\n`
    const verb = append ? "Appended to" : existsSync(file) ? "Overwrote" : "Wrote"
    try {
      const folder = path.dirname(path.resolve(file))
      if (!existsSync(folder)) mkdirSync(folder)
      if (append) appendFileSync(file, text)
      else writeFileSync(file, text)
    } catch (error) {
      return misused(writefile, `${file} can not be written: ${fileReason(error)}.`)
    }
    output.print("stdout", `${verb} ${file}\n`)
    return DONE
  },
}
