/** All data sets. A new one is one file and one line here. */

import { aitqa } from "./aitqa.js"
import { crossre } from "./crossre.js"
import type { DataSet } from "./data-set.js"
import { fetaqa } from "./fetaqa.js"
import { fewrel } from "./fewrel.js"
import { gsm8k } from "./gsm8k.js"
import { llmbar } from "./llmbar.js"
import { logicLlm } from "./logic-llm.js"
import { logicRlKk } from "./logic-rl-kk.js"
import { math } from "./math.js"
import { oneShotRlvr } from "./one-shot-rlvr.js"
import { ragchecker } from "./ragchecker.js"
import { reDocred } from "./re-docred.js"
import { semeval2010Task8 } from "./semeval2010-task8.js"
import { stories260k } from "./stories260k.js"
import { tabfact } from "./tabfact.js"
import { wikitablequestions } from "./wikitablequestions.js"

export const dataSets: readonly DataSet[] = [
  semeval2010Task8,
  crossre,
  fewrel,
  reDocred,
  logicLlm,
  logicRlKk,
  llmbar,
  wikitablequestions,
  tabfact,
  fetaqa,
  aitqa,
  ragchecker,
  gsm8k,
  math,
  oneShotRlvr,
  stories260k,
]
