#!/usr/bin/env node
// Checks the Node version in plain old syntax before anything modern is loaded, so that an old Node gets one sentence.
const [major, minor] = process.versions.node.split(".").map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `glossator needs Node 20.19 or newer; this is ${process.versions.node}. Install a current Node and run the same command again.`,
  )
  process.exit(1)
}
const { main } = await import("../dist/src/cli.js")
process.exitCode = await main(process.argv.slice(2))
