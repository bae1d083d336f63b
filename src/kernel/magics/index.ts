/** All magics. A new one is a file and a line here. */

import { doc } from "./doc.js"
import { guidelineCell } from "./guideline.js"
import { help } from "./help.js"
import type { Magics } from "./magic.js"
import { htmlCell, markdownCell } from "./show-as.js"
import { timeCell, timeLine } from "./time.js"
import { typecheck } from "./typecheck.js"
import { who } from "./who.js"
import { writefile } from "./writefile.js"

export const magics: Magics = {
  cell: [guidelineCell, htmlCell, markdownCell, timeCell, writefile],
  line: [doc, help, timeLine, typecheck, who],
}
