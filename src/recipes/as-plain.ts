import type { Setting } from "../rollout/manifest.js"

/** Settings as plain data, for the manifest. */
export const asPlain = (settings: object): Setting => JSON.parse(JSON.stringify(settings)) as Setting
