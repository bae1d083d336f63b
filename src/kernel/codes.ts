/** What can be wrong with a kernel's surroundings, and the way out. */
import { code, diagnoser } from "../diagnostic.js"

export const kernelCodes = {
  "kernel-connection-unreadable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `${path} is no connection file: ${reason}.`,
    help: "A notebook writes that file and starts the kernel with it. Install the kernel with: glossator kernel install",
  }),
  "kernel-address-taken": code({
    severity: "error",
    says: ({ reason }: { reason: string }) => `The kernel can not listen: ${reason}.`,
    help: "Another kernel was started with the same connection file and goes on. Start each kernel with a file of its own.",
  }),
  "kernel-in-cache": code({
    severity: "error",
    says: ({ folder }: { folder: string }) =>
      `This glossator was started from npx's cache (${folder}), which npm empties: a kernel that points there stops working.`,
    help: "Install it where it stays, npm install --global glossator or npm install glossator in a project, and run the same command of that.",
  }),
  "kernel-name-wrong": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" can not be the name of a kernel.`,
    help: "Letters, digits, hyphen, dot and underscore make a name.",
  }),
  "kernel-unwritable": code({
    severity: "error",
    says: ({ folder, reason }: { folder: string; reason: string }) => `${folder} cannot be written: ${reason}.`,
    help: "Name a folder of your own with --prefix DIR; Jupyter finds it when DIR is its Python environment.",
  }),
  "kernel-not-installed": code({
    severity: "error",
    says: ({ name, folder }: { name: string; folder: string }) => `No kernel "${name}" of glossator's is in ${folder}.`,
    help: "Uninstall it with the options that it was installed with: --prefix DIR, --name NAME.",
  }),
  "notebook-unreadable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `The notebook ${path} can not be run: ${reason}.`,
    help: "Name a notebook of TypeScript cells, a file that ends in .ipynb; other kernels' notebooks run with their own tools.",
  }),
  "notebook-no-parameters": code({
    severity: "error",
    says: ({ path }: { path: string }) => `${path} has no cell with the tag "parameters".`,
    help: "Give the cell that declares them the tag `parameters` (in JupyterLab: Property Inspector, Common Tools, Cell Tags), or leave --param out.",
  }),
  "notebook-parameter-unknown": code({
    severity: "error",
    says: ({ name, declared, near }: { name: string; declared: readonly string[]; near?: string }) =>
      near !== undefined
        ? `The notebook has no parameter "${name}"; did you mean "${near}"?`
        : `The notebook has no parameter "${name}"; it has ${declared.length > 0 ? declared.join(", ") : "none"}.`,
    help: "Parameters are what the cell with the tag `parameters` declares.",
  }),
}

export const report = diagnoser(kernelCodes)
