/**
 * Colours and marks of arms: the same everywhere, told apart by colour-blind readers (Okabe and Ito's palette, darkened or
 * lightened to reach 3:1 against the paper) and, without any colour, by mark and line.
 */
import type { ThemeName } from "../html-style.js"

export interface ArmStyle {
  readonly color: string
  /** Plotly's names. */
  readonly symbol: string
  readonly dash: "solid" | "dash" | "dot" | "dashdot" | "longdash"
}

type Style = Omit<ArmStyle, "color"> & { readonly light: string; readonly dark: string }

const STYLES: Readonly<Record<string, Style>> = {
  base: { light: "#6f7782", dark: "#9aa4b0", symbol: "circle", dash: "dash" },
  "warm-start": { light: "#6f7782", dark: "#9aa4b0", symbol: "circle", dash: "dash" },
  grpo: { light: "#0072b2", dark: "#56b4e9", symbol: "diamond", dash: "solid" },
  "grpo-random-reward": { light: "#b5558c", dark: "#d993bd", symbol: "x", dash: "dot" },
  "sft-labels": { light: "#d55e00", dark: "#f08a3c", symbol: "square", dash: "dashdot" },
  "sft-traces": { light: "#00835f", dark: "#2fbf93", symbol: "triangle-up", dash: "longdash" },
  "bag-of-words": { light: "#9a7400", dark: "#e3b341", symbol: "star", dash: "dot" },
  "constant-other": { light: "#3d444d", dark: "#c3c9d1", symbol: "line-ns-open", dash: "dot" },
}

/** For arms of recipes to come, by their place among the unknown ones. */
const OTHERS: readonly Style[] = [
  { light: "#6a51a3", dark: "#b39ddb", symbol: "pentagon", dash: "dashdot" },
  { light: "#8c510a", dark: "#d8a05f", symbol: "cross", dash: "longdash" },
  { light: "#01665e", dark: "#5fc4b8", symbol: "hexagon", dash: "dot" },
]

/** @param arms all arms of the report in their order: an arm keeps its style whatever else is shown beside it */
export function armStyle(arm: string, arms: readonly string[], theme: ThemeName): ArmStyle {
  const unknown = arms.filter((name) => !Object.hasOwn(STYLES, name))
  const at = Math.max(0, unknown.indexOf(arm)) % OTHERS.length
  const { light, dark, symbol, dash } = Object.hasOwn(STYLES, arm) ? STYLES[arm]! : OTHERS[at]!
  return { color: theme === "light" ? light : dark, symbol, dash }
}
