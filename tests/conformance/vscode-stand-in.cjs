/**
 * Stands in for the editor: loads a packed extension and lets it start the server.
 *
 *   node vscode-stand-in.cjs EXTENSION WORKSPACE trusted|untrusted
 *
 * The editor's own module is here a thing of which every part exists and does nothing, but for what is named below. The
 * last line is JSON: what the user was told, and how each server that was started calls itself.
 */
const Module = require("node:module")
const path = require("node:path")

const [extension, folder, trust] = process.argv.slice(2)

/** A function, class and object whose every part is another one. */
const anything = () => {
  const parts = new Map()
  return new Proxy(class {}, {
    apply: () => anything(),
    get(target, name) {
      if (name === "then" || name === Symbol.iterator) return undefined
      if (name === "prototype") return target.prototype
      if (name === Symbol.toPrimitive) return () => "anything"
      if (!parts.has(name)) parts.set(name, anything())
      return parts.get(name)
    },
  })
}

class EventEmitter {
  #listeners = new Set()
  event = (listener) => {
    this.#listeners.add(listener)
    return { dispose: () => this.#listeners.delete(listener) }
  }
  fire(value) {
    for (const listener of this.#listeners) listener(value)
  }
  dispose() {}
}

const told = []
const nothing = { dispose() {} }
const uri = { scheme: "file", fsPath: folder, toString: () => `file://${folder}` }
const own = {
  EventEmitter,
  Disposable: class {
    dispose() {}
  },
  version: "1.91.0",
  env: { language: "en", appName: "stand-in" },
  window: { showErrorMessage: async (text) => void told.push(text) },
  commands: { registerCommand: () => nothing },
  workspace: {
    isTrusted: trust === "trusted",
    workspaceFolders: [{ uri, name: "guidelines", index: 0 }],
    textDocuments: [],
    getConfiguration: () => ({ get: (_, otherwise) => otherwise }),
  },
}
const layered = (named) => {
  const rest = anything()
  return new Proxy(named, { get: (target, name) => (name in target ? target[name] : rest[name]) })
}
const vscode = layered({
  ...own,
  window: layered(own.window),
  commands: layered(own.commands),
  workspace: layered(own.workspace),
})

const load = Module._load
Module._load = function (name, ...rest) {
  return name === "vscode" ? vscode : load.call(this, name, ...rest)
}

const clients = []
const { LanguageClient } = Module.createRequire(path.join(extension, "extension.js"))("vscode-languageclient/node")
const start = LanguageClient.prototype.start
LanguageClient.prototype.start = function () {
  clients.push(this)
  return start.call(this)
}

async function main() {
  const { activate, deactivate } = require(path.join(extension, "extension.js"))
  await activate({ subscriptions: [] })
  const server = clients.map((client) => client.initializeResult?.serverInfo?.name)
  await deactivate()
  console.log(JSON.stringify({ told, server }))
}
main().then(
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
