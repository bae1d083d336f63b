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

const PROMPT = "Say <answer>Cause-Effect(e1,e2)</answer> or <answer>Other</answer>.\n"

test("the prompt is found wherever it stands, and no example in it is an answer", () => {
  expect(lastTurn(`<s>${PROMPT}nothing`, PROMPT)).toBe("nothing")
  expect(lastTurn(`${PROMPT.trim()}nothing</s>`, PROMPT)).toBe("nothing")
  expect(lastTurn(`<s> ${PROMPT.trim()}\n\n<|assistant|>\nno`, PROMPT)).toBe("no")
  expect(lastTurn(`<s>${PROMPT}one ${PROMPT}two`, PROMPT)).toBe("two")
  // one that answers with the prompt has said it
  expect(lastTurn(PROMPT + PROMPT, PROMPT)).toBe(PROMPT)
})

test("where neither the prompt nor a turn is found, there is no answer", () => {
  expect(lastTurn(`${PROMPT.replaceAll("<", "< ")}nothing`, PROMPT)).toBeUndefined()
  expect(lastTurn("<answer>Other</answer>", PROMPT)).toBeUndefined()
  // nobody said that it has a prompt
  for (const prompt of ["", " \n", undefined, 3]) expect(lastTurn("yes", prompt)).toBe("yes")
})

test("an answer may be nothing but ends, a million of them", () => {
  expect(lastTurn("</s>".repeat(1_000_000), "")).toBe("")
})
