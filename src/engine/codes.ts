/** What can be wrong with an engine that a user asked for. */
import { code, diagnoser } from "../diagnostic.js"

export const engineCodes = {
  "engine-unknown": code({
    severity: "error",
    says: ({ name }: { name: string }) => `No engine is called "${name}".`,
    help: "The engines are ort-cpu, ort-wasm, tfjs-wasm, tfjs-cpu, tfjs-node and tfjs-node-gpu.",
  }),
  "engine-not-installed": code({
    severity: "error",
    says: ({ engine, reason, install }: { engine: string; reason: string; install: string }) =>
      `The engine ${engine} is not installed (${reason}). Install it with: ${install}`,
    help: "Or choose another one: --engine ort-wasm needs nothing that npm has not already installed.",
  }),
  "engine-broken": code({
    severity: "error",
    says: ({ engine, reason }: { engine: string; reason: string }) => `The engine ${engine} does not start: ${reason}`,
    help: "`glossator doctor` tells what is installed; --engine ort-wasm needs no native code.",
  }),
  "engine-memory": code({
    severity: "error",
    says: ({ parameters, largest }: { parameters: number; largest: number }) =>
      `${parameters.toLocaleString("en")} parameters do not fit: weights, two moments and gradients must stay under ` +
      `4 GiB, which ${largest.toLocaleString("en")} parameters fill.`,
    help: "Choose a smaller model.",
  }),
}

export const diagnose = diagnoser(engineCodes)
