/** Amounts are decimal fractions: sums of them are rounded to 1e-9, so that 0.1 + 0.2 is 0.3; never -0. */
export const rounded = (amount: number): number => Math.round(amount * 1e9) / 1e9 + 0

/** Does something with this value hold? As near to 1 as no verdict can tell apart. */
export const isWhole = (value: number): boolean => rounded(value) >= 1
