/** Colours of mentions, labels and relations. Nothing is told by colour alone: a name always stands beside it. */

export interface Hue {
  /** Behind words, and lines or words themselves; on light and on dark paper. */
  readonly wash: string
  readonly ink: string
  readonly darkWash: string
  readonly darkInk: string
}

export const PALETTE: readonly Hue[] = [
  { wash: "#cfe6fb", ink: "#00518c", darkWash: "#12324d", darkInk: "#8cc8f5" },
  { wash: "#fde3bf", ink: "#7d4300", darkWash: "#47310c", darkInk: "#f3bd6b" },
  { wash: "#cdeedd", ink: "#005c40", darkWash: "#0f3b2c", darkInk: "#6fdcb4" },
  { wash: "#f6d5e8", ink: "#8a2a67", darkWash: "#472038", darkInk: "#eda6d0" },
  { wash: "#e3dcf7", ink: "#533b98", darkWash: "#2f2850", darkInk: "#c0b0f2" },
  { wash: "#f7d9d3", ink: "#953318", darkWash: "#4a231a", darkInk: "#ffad96" },
  { wash: "#dfe8c4", ink: "#4a5b06", darkWash: "#30390f", darkInk: "#c6d672" },
  { wash: "#d3e9ec", ink: "#0a5862", darkWash: "#14383d", darkInk: "#7ed4e0" },
]

/** @param at any whole number from 0: hues repeat */
export const hue = (at: number): Hue => PALETTE[at % PALETTE.length]!
