/** The packed package installed into an empty folder, as a user gets it. Needs dist/, which `npm test` builds first. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Settings that an outer `npm test` hands down would change what the inner npm does. */
const cleanEnv = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name)))

function npm(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const ran = spawnSync("npm", args, { cwd, encoding: "utf8", env: { ...cleanEnv(), ...env }, maxBuffer: 1e8 })
  if (ran.status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`)
  return ran.stdout
}

/** @returns the tarball's path */
export function pack(into: string): string {
  if (!existsSync("dist/src/cli.js")) throw new Error("dist/ is missing; run: npm run build")
  const [packed] = JSON.parse(npm(".", ["pack", "--ignore-scripts", "--json", "--pack-destination", into]))
  return path.join(into, packed.filename)
}

export interface Installed {
  readonly folder: string
  glossator(...args: string[]): Ran
}

/** @param optional false: without onnxruntime-node */
export function install(tarball: string, folder: string, optional: boolean): Installed {
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n')
  const without = optional ? [] : ["--omit=optional"]
  const env = { ONNXRUNTIME_NODE_INSTALL: "skip" }
  npm(folder, ["install", "--prefer-offline", "--no-audit", "--no-fund", ...without, tarball], env)
  return {
    folder,
    glossator: (...args) => {
      const command = path.join(folder, "node_modules/.bin/glossator")
      const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", env: cleanEnv() })
      return { status, stdout, stderr }
    },
  }
}
