/**
 * Which program is the language server. Knows nothing of the editor, so that it is tested without one.
 *
 * A program in JavaScript is run by the Node on the PATH: the editor's own may be older than Glossator needs.
 */
const path = require("node:path")

/** Where a folder has the program: installed there, or the folder is Glossator's own repository. */
const PLACES = ["node_modules/glossator/bin/glossator.mjs", "bin/glossator.mjs"]

/**
 * @param {{ setting: string, folders: readonly string[], exists: (file: string) => boolean, platform: string }} where
 *   `setting` is empty if the user names no program; `folders` are those that the editor has open
 * @returns {{ command: string, args: string[], options?: { shell: true } }}
 */
exports.serverCommand = ({ setting, folders, exists, platform }) => {
  const found =
    setting.trim() || folders.flatMap((folder) => PLACES.map((place) => path.join(folder, place))).find(exists)
  if (found && /\.[cm]?js$/.test(found)) return { command: "node", args: [found, "lsp"] }
  const command = found || "glossator"
  // npm's commands are scripts there, which only a shell starts
  if (platform === "win32") return { command: `"${command}"`, args: ["lsp"], options: { shell: true } }
  return { command, args: ["lsp"] }
}
