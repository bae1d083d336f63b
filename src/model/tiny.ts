/** The small policy that comes with the package: assets/tiny, made by `npm run make:tiny`. */
import path from "node:path"
import { packageRoot } from "../package.js"

export const TINY_FOLDER = path.join(packageRoot(), "assets/tiny")
