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
}

export const report = diagnoser(kernelCodes)
