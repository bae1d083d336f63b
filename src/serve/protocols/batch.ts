/** The plain form: rows in, one verdict for each in their order, as `glossator score --json` prints them. */
import { LackingRows } from "../../compile/lacking-input.js"
import { diagnosticToJson } from "../../diagnostic.js"
import { toWire, unreadVerdict } from "../../reward/wire.js"
import type { Judged } from "../reward.js"
import { DRAFT, type Endpoint, list, record } from "./protocol.js"

export const batch: Endpoint = {
  method: "POST",
  path: "score",
  summary: "rows { id, input, gold, completion } to verdicts, as many as fit into a request",
  request: {
    $schema: DRAFT,
    title: "Rows to be scored",
    type: "object",
    required: ["rows"],
    properties: {
      rows: {
        type: "array",
        description:
          "A row that is not of this form is unscorable in its place, with the reason, and the others are scored.",
        items: {
          type: "object",
          required: ["completion"],
          properties: {
            id: { type: ["string", "number"], description: "default: #7 by the number of the row, from 1" },
            input: { type: "object", description: "the guideline's inputs by name" },
            gold: { type: "object", description: "gold values by the name of the answer's part" },
            completion: { type: "string", description: "what the model wrote, unchanged" },
            given: { type: "object", description: "values of judges by rule, from 0 to 1" },
          },
        },
      },
    },
  },
  response: {
    $schema: DRAFT,
    title: "Verdicts",
    type: "object",
    required: ["guideline", "verdicts"],
    properties: {
      guideline: {
        type: "object",
        required: ["name", "version", "hash"],
        properties: {
          name: { type: "string" },
          version: { type: "string" },
          hash: { type: "string", description: "sha256 of the guideline's file and its imports" },
          arm: { type: "string" },
        },
      },
      verdicts: {
        type: "array",
        description: "One for each row, in the order of the rows.",
        items: { $ref: "#/$defs/verdict" },
      },
      diagnostics: {
        ...{ $ref: "#/$defs/diagnostics" },
        description:
          "of all rows together: an input that some of them lack, although no rule reads it, and they are scored",
      },
    },
    $defs: {
      verdict: {
        type: "object",
        required: ["id", "score", "normalised", "terms", "reports", "findings", "answer"],
        properties: {
          id: { type: "string" },
          score: { type: ["number", "null"], description: "on the guideline's own scale; null beside `unscorable`" },
          normalised: { type: ["number", "null"], minimum: 0, maximum: 1 },
          terms: {
            type: "array",
            items: {
              type: "object",
              required: ["name", "value", "paid", "applied"],
              properties: {
                name: { type: "string" },
                value: { type: "number", minimum: 0, maximum: 1 },
                paid: { type: "number" },
                applied: { type: "boolean" },
              },
            },
          },
          reports: {
            type: "array",
            items: {
              type: "object",
              required: ["name", "value"],
              properties: { name: { type: "string" }, value: { type: "number" } },
            },
          },
          findings: {
            type: "array",
            items: {
              type: "object",
              required: ["code", "message"],
              properties: {
                code: { type: "string" },
                message: { type: "string" },
                span: {
                  type: "object",
                  description: "in the completion, in code points as Python counts, the end not included",
                  required: ["start", "end"],
                  properties: { start: { type: "integer" }, end: { type: "integer" } },
                },
              },
            },
          },
          answer: { type: "object", description: "what was read, part by part" },
          unscorable: { type: "string", description: "why there is no score: to be left out, not to be counted as 0" },
          diagnostics: { $ref: "#/$defs/diagnostics" },
        },
      },
      diagnostics: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["code", "severity", "message", "help"],
          properties: {
            code: { type: "string" },
            severity: { enum: ["error", "warning", "info"] },
            message: { type: "string" },
            help: { type: "string" },
          },
        },
      },
    },
  },
  answer(body, reward) {
    const judged = list(record(body).rows, "rows").map((row, i) => reward.judge(row, i + 1))
    const lacking = new LackingRows(reward.plan)
    for (const { id, input, unscorable } of judged) if (input && unscorable === undefined) lacking.add({ id, input })
    const diagnostics = lacking.diagnostics().map(diagnosticToJson)
    return {
      status: 200,
      body: { guideline: reward.of, verdicts: judged.map(line), ...(diagnostics.length > 0 && { diagnostics }) },
      rows: judged.length,
      unscorable: judged.filter(({ unscorable }) => unscorable !== undefined).length,
    }
  },
}

const line = ({ id, verdict, completion, unscorable, diagnostics }: Judged) => ({
  id,
  ...(verdict ? toWire(verdict, completion) : unreadVerdict(unscorable!)),
  ...(diagnostics.length > 0 && { diagnostics: diagnostics.map(diagnosticToJson) }),
})
