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
}

export const report = diagnoser(kernelCodes)
