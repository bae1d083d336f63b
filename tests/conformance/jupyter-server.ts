/** JupyterLab or Notebook on loopback with the installed kernel, and a page of a real browser that drives it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import os from "node:os"
import path from "node:path"
import { type Browser, chromium, type Locator, type Page } from "playwright-core"
import { expect } from "vitest"
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

  /** @param without extensions that are turned off, as if their packages were not installed */
  static async start(application: Application, without: readonly string[] = []): Promise<JupyterServer> {
    const python = installed("jupyter-browser")
    const folder = mkdtempSync(path.join(os.tmpdir(), `glossator-${application}-`))
    mkdirSync(path.join(folder, "notebooks"))
    installKernel(folder)
    const settings = path.join(folder, "config", "labconfig")
    mkdirSync(settings, { recursive: true })
    // the question whether one wants news stands over the notebook
    const disabledExtensions = Object.fromEntries([...without, NEWS].map((name) => [name, true]))
    writeFileSync(path.join(settings, "page_config.json"), JSON.stringify({ disabledExtensions }))
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
      env: homeIn(folder),
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

  /** Opens a notebook. @param text its file; else the one that is there */
  async open(name: string, text?: string): Promise<Page> {
    if (text !== undefined) this.write(name, text)
    const page = await this.#browser.newPage({ viewport: { width: 1300, height: 1600 } })
    await page.goto(this.#address.replace("NAME", name))
    await ready(page)
    return page
  }

  /** A file beside the notebooks. */
  write(name: string, text: string): void {
    writeFileSync(this.#file(name), text)
  }

  /** The text of a saved notebook. */
  read(name: string): string {
    return readFileSync(this.#file(name), "utf8")
  }

  #file(name: string): string {
    return path.join(this.#folder, "notebooks", name)
  }

  async stop(): Promise<void> {
    await this.#browser.close()
    const ended = new Promise((resolve) => this.#server.once("exit", resolve))
    this.#server.kill("SIGTERM")
    await ended
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** A notebook of these cells, that was never run. */
export function notebookOf(cells: readonly string[]): string {
  const code = cells.map((source, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  }))
  const kernelspec = { name: "glossator", display_name: "TypeScript (Glossator)", language: "typescript" }
  return JSON.stringify({ cells: code, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 })
}

/** Runs a notebook as nbconvert does. @returns it with its outputs, which nobody has trusted, and its HTML */
export function converted(notebook: string): { readonly ran: string; readonly html: string } {
  const python = installed("jupyter-browser")
  const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-nbconvert-"))
  try {
    installKernel(folder)
    writeFileSync(path.join(folder, "given.ipynb"), notebook)
    const convert = (...words: string[]): void => {
      const all = ["-m", "nbconvert", "--log-level=ERROR", ...words]
      const { status, stderr } = spawnSync(python, all, { cwd: folder, env: homeIn(folder), encoding: "utf8" })
      if (status !== 0) throw new Error(`nbconvert ended with ${status}:\n${stderr.slice(-4000)}`)
    }
    convert("--to=notebook", "--execute", "--allow-errors", "--output=ran.ipynb", "given.ipynb")
    convert("--to=html", "--output=ran.html", "ran.ipynb")
    const read = (name: string): string => readFileSync(path.join(folder, name), "utf8")
    return { ran: read("ran.ipynb"), html: read("ran.html") }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const NEWS = "@jupyterlab/apputils-extension:announcements"

function installKernel(prefix: string): void {
  const words = ["bin/glossator.mjs", "kernel", "install", "--prefix", prefix]
  if (spawnSync(process.execPath, words).status !== 0) throw new Error("the kernel can not be installed")
}

/** Jupyter with nothing but the kernel that is installed there, and without the user's own settings. */
const homeIn = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  HOME: folder,
  JUPYTER_PATH: path.join(folder, "share", "jupyter"),
  JUPYTER_CONFIG_DIR: path.join(folder, "config"),
  JUPYTER_PLATFORM_DIRS: "1",
})

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

/** Jupyter's own themes. */
async function turn(page: Page, theme: "Light" | "Dark"): Promise<void> {
  await command(page, "apputils:change-theme", { theme: `JupyterLab ${theme}` })
  const selector = `body[data-jp-theme-light="${theme === "Light"}"]`
  await page.waitForSelector(selector, { state: "attached", timeout: 20_000 })
}

/** A picture in the light and one in the dark. @param file its name's beginning */
export async function pictured(page: Page, what: Locator, file: string): Promise<void> {
  for (const theme of ["Dark", "Light"] as const) {
    await turn(page, theme)
    await what.scrollIntoViewIfNeeded()
    // charts follow the theme when they hear of it
    await page.waitForTimeout(600)
    await what.screenshot({ path: `${file}-${theme.toLowerCase()}.png` })
  }
}

/** Until the notebook is saved. */
export async function save(page: Page): Promise<void> {
  const saved = page.waitForResponse((one) => one.request().method() === "PUT" && one.url().includes("/api/contents/"))
  await command(page, "docmanager:save")
  await saved
}

/** What a cell shows, as text, once it matches. @param at from 0 */
export async function shown(page: Page, at: number, what: RegExp): Promise<string> {
  const area = page.locator(".jp-Notebook .jp-CodeCell").nth(at).locator(".jp-OutputArea")
  const outputs = area.locator(".jp-OutputArea-output")
  let text = ""
  const look = async (): Promise<string> => {
    // what is out of sight has no text that is seen
    await area.evaluate((one) => one.scrollIntoView({ block: "nearest" }))
    text = (await outputs.allInnerTexts()).join("\n")
    return text
  }
  await expect.poll(look, { timeout: 60_000 }).toMatch(what)
  return text
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
