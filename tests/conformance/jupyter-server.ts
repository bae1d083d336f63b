/** JupyterLab or Notebook on loopback with the installed kernel, and a page of a real browser that drives it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import os from "node:os"
import path from "node:path"
import { type Browser, chromium, type Page } from "playwright-core"
import { installed } from "./python-installed.js"

export type Application = "lab" | "notebook"

/** What of the application's own object is used: commands beat clicking. */
interface Jupyter {
  readonly jupyterapp: { readonly commands: { execute(command: string, args?: object): Promise<unknown> } }
}

export class JupyterServer {
  readonly #server: ChildProcess
  readonly #browser: Browser
  readonly #folder: string
  readonly #address: string

  private constructor(server: ChildProcess, browser: Browser, folder: string, address: string) {
    this.#server = server
    this.#browser = browser
    this.#folder = folder
    this.#address = address
  }

  static async start(application: Application): Promise<JupyterServer> {
    const python = installed("jupyter-browser")
    const folder = mkdtempSync(path.join(os.tmpdir(), `glossator-${application}-`))
    mkdirSync(path.join(folder, "notebooks"))
    const spec = ["bin/glossator.mjs", "kernel", "install", "--prefix", folder]
    if (spawnSync(process.execPath, spec).status !== 0) throw new Error("the kernel can not be installed")
    const port = await freePort()
    const token = randomUUID()
    const exposed = application === "lab" ? "LabApp" : "JupyterNotebookApp"
    const words = [
      ...["--no-browser", "--allow-root", "--ip=127.0.0.1", `--port=${port}`, "--ServerApp.port_retries=0"],
      ...[`--IdentityProvider.token=${token}`, `--ServerApp.root_dir=${path.join(folder, "notebooks")}`],
      ...["--ServerApp.terminals_enabled=False", `--${exposed}.expose_app_in_browser=True`],
    ]
    const server = spawn(python, ["-m", application === "lab" ? "jupyterlab" : "notebook", ...words], {
      stdio: "ignore",
      env: {
        ...process.env,
        HOME: folder,
        JUPYTER_PATH: path.join(folder, "share", "jupyter"),
        JUPYTER_CONFIG_DIR: path.join(folder, "config"),
        JUPYTER_PLATFORM_DIRS: "1",
      },
    })
    const address = `http://127.0.0.1:${port}`
    for (let tries = 0; ; tries++) {
      const up = await fetch(`${address}/api/status?token=${token}`).then(
        ({ ok }) => ok,
        () => false,
      )
      if (up) break
      if (tries > 300) throw new Error(`${application} did not start`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    const executablePath = process.env.GLOSS_CHROMIUM
    if (!executablePath) throw new Error("GLOSS_CHROMIUM names no browser; run: npm run test:conformance")
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
    const where = application === "lab" ? "lab/tree" : "notebooks"
    return new JupyterServer(server, browser, folder, `${address}/${where}/NAME?token=${token}`)
  }

  /** Opens a notebook of these cells. */
  async open(name: string, cells: readonly string[]): Promise<Page> {
    const code = cells.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      execution_count: null,
      metadata: {},
      outputs: [],
      source,
    }))
    const kernelspec = { name: "glossator", display_name: "TypeScript (Glossator)", language: "typescript" }
    const notebook = { cells: code, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }
    writeFileSync(path.join(this.#folder, "notebooks", name), JSON.stringify(notebook))
    const page = await this.#browser.newPage({ viewport: { width: 1300, height: 1600 } })
    await page.goto(this.#address.replace("NAME", name))
    await ready(page)
    return page
  }

  async stop(): Promise<void> {
    await this.#browser.close()
    const ended = new Promise((resolve) => this.#server.once("exit", resolve))
    this.#server.kill("SIGTERM")
    await ended
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Until the notebook is there and its kernel answers. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => "jupyterapp" in globalThis, undefined, { timeout: 120_000 })
  await page.waitForSelector(".jp-Notebook .jp-CodeCell", { timeout: 60_000 })
  await page.getByText("TypeScript (Glossator)").filter({ visible: true }).first().waitFor({ timeout: 60_000 })
}

/** @returns at once: what a command does ends when it does */
export const command = (page: Page, name: string, args: object = {}): Promise<void> =>
  page.evaluate(
    ([name, args]) => {
      const { jupyterapp } = globalThis as unknown as Jupyter
      void jupyterapp.commands.execute(name, args).catch(() => {})
    },
    [name, args] as const,
  )

/** Asks until the first cell has begun: an application that still connects to its kernel drops the command. */
export async function runAll(page: Page): Promise<void> {
  const prompt = page.locator(".jp-Notebook .jp-CodeCell").first().locator(".jp-InputPrompt").first()
  for (let tries = 0; tries < 20 && /\[ ?\]/.test((await prompt.textContent()) ?? ""); tries++) {
    await command(page, "notebook:run-all-cells")
    await page.waitForTimeout(3000)
  }
}

/** What a cell shows, as text, once it matches. @param at from 0 */
export async function shown(page: Page, at: number, what: RegExp): Promise<string> {
  const outputs = page.locator(".jp-Notebook .jp-CodeCell").nth(at).locator(".jp-OutputArea-output")
  await outputs.filter({ hasText: what }).first().waitFor({ timeout: 90_000 })
  return (await outputs.allInnerTexts()).join("\n")
}

/** Makes a cell the active one, to be edited. */
export async function edit(page: Page, at: number): Promise<void> {
  const cell = page.locator(".jp-Notebook .jp-CodeCell").nth(at)
  await cell.scrollIntoViewIfNeeded()
  await cell.locator(".cm-content").click()
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
