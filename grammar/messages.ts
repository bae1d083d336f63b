/**
 * What Chevrotain reports, as data: which tokens were expected. The sentence is made from it in `codes.ts`.
 */
import type { IParserErrorMessageProvider, TokenType } from "chevrotain"
import { EOF } from "./chevrotain.js"

/** Chevrotain keeps a message as a string only; here it holds the labels of what was expected, one per line. */
const pack = (types: readonly (TokenType | undefined)[]): string =>
  [...new Set(types.map((t) => (!t || t === EOF ? "" : (t.LABEL ?? t.name))))]
    .filter((label) => label !== "")
    .join("\n")

export const messageProvider: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => pack([expected]),
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) => pack(expectedPathsPerAlt.flat().map((path) => path[0])),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => pack(expectedIterationPaths.map((path) => path[0])),
}

/** @returns the labels of what could have stood there; empty where the statement should have ended */
export const expectedOf = (message: string): string[] => (message === "" ? [] : message.split("\n"))
