/** Starts `glossator lsp` and lets the editor talk to it. All that is known of guidelines is known there. */
const { existsSync } = require("node:fs")
const { commands, window, workspace } = require("vscode")
const { LanguageClient } = require("vscode-languageclient/node")
const { serverCommand } = require("./command.js")

/** @type {LanguageClient | undefined} */
let client
/** Starts and ends follow each other, however fast they are asked for. */
let turn = Promise.resolve()

const inTurn = (/** @type {() => Promise<void>} */ job) => {
  turn = turn.then(job)
  return turn
}

async function start() {
  if (!workspace.isTrusted) return
  const settings = workspace.getConfiguration("glossator")
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file")
  const server = serverCommand({
    setting: settings.get("command", ""),
    folders: folders.map(({ uri }) => uri.fsPath),
    exists: existsSync,
    platform: process.platform,
  })
  client = new LanguageClient("glossator", "Glossator", server, {
    documentSelector: [{ scheme: "file", language: "guideline" }],
    initializationOptions: { tokenizer: settings.get("tokenizer") || undefined },
  })
  try {
    await client.start()
  } catch (error) {
    client = undefined
    const tried = [server.command, ...server.args].join(" ")
    window.showErrorMessage(
      `The language server did not start: ${tried}: ${error instanceof Error ? error.message : error}. ` +
        'Run "npm install glossator" in this folder, or name the program in the setting glossator.command.',
    )
  }
}

async function stop() {
  const running = client
  client = undefined
  await running?.stop().catch(() => {})
}

const restart = () =>
  inTurn(async () => {
    await stop()
    await start()
  })

exports.activate = async (/** @type {import("vscode").ExtensionContext} */ context) => {
  context.subscriptions.push(
    commands.registerCommand("glossator.restart", restart),
    workspace.onDidGrantWorkspaceTrust(restart),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("glossator.command")) restart()
    }),
  )
  await restart()
}

exports.deactivate = () => inTurn(stop)
