/** The folder of the real data; every test of this suite needs it. */
export function glossData(): string {
  const folder = process.env.GLOSS_DATA
  if (!folder) throw new Error("set GLOSS_DATA to the folder that holds the data sets (see: glossator data list)")
  return folder
}
