/** What can be wrong with a model's folder, or with a text for a model. */
import { code, diagnoser } from "../diagnostic.js"

export const modelCodes = {
  "model-file-missing": code({
    severity: "error",
    says: ({ folder, file }: { folder: string; file: string }) => `There is no ${file} in ${folder}.`,
    help: "A model's folder holds config.json, tokenizer.json and model.safetensors.",
  }),
  "model-file-broken": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `${path} can not be read: ${reason}.`,
    help: "The file may have been cut off while it was written or copied; fetch it again.",
  }),
  "model-kind": code({
    severity: "error",
    says: ({ kind }: { kind: string }) => `Models of the kind "${kind}" can not be loaded.`,
    help: "Llama and Qwen2 can.",
  }),
  "model-weights": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `${path} does not fit config.json: ${reason}.`,
    help: "Weights and configuration must come from the same model.",
  }),
  "prompt-too-long": code({
    severity: "error",
    says: ({ tokens, longest }: { tokens: number; longest: number }) =>
      `A prompt has ${tokens} tokens; at most ${longest} fit.`,
    help: "Shorten the guideline, use its terse form, or raise the longest prompt length of the run.",
  }),
}

export const diagnose = diagnoser(modelCodes)
