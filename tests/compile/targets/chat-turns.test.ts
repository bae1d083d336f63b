/** The last turn of the assistant, cut out of what a chat template made. */
import { expect, test } from "vitest"
import { ENDS, lastTurn, TURNS } from "../../../src/compile/targets/chat-turns.js"

test("the answer begins where the prompt ends, and what the template put behind it is gone", () => {
  expect(lastTurn("2+2=<eos>4<|im_end|>\n<eos> ", "2+2=<eos>")).toBe("4")
  expect(lastTurn("2+2= 4 \n", "2+2=")).toBe(" 4 \n")
  expect(lastTurn("<eos>", "<eos>")).toBe("")
})

test("without its prompt, it is the last turn that any template begins", () => {
  for (const turn of TURNS)
    for (const end of ENDS) expect(lastTurn(`${turn}first${end}${turn}second${end}`, undefined)).toBe("second")
  expect(lastTurn("<|assistant|>\nyes", "other")).toBe("yes")
  expect(lastTurn("no turn at all</s>", null)).toBe("no turn at all")
})

test("an answer may be nothing but ends, a million of them", () => {
  expect(lastTurn("</s>".repeat(1_000_000), "")).toBe("")
})
