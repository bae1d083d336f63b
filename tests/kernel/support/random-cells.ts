/**
 * Notebooks drawn at random, each cell in two writings: as a cell, and as a script of Node's whose variables are global.
 *
 * Node runs scripts one after the other over one global object, which is what a notebook means by its variables: a closure
 * sees what is assigned or declared later. A script writes `x = …` where a cell declares, as a second `let` would be refused.
 */
import type { Random } from "../../../src/random.js"

export interface RandomCell {
  readonly cell: string
  readonly script: string
}

const NAMES = ["a", "b", "c", "__d"]
/** Functions that return names, and so see them at any time. */
const READERS = ["readA", "readB"]

/** A statement in both writings, and what it declares. */
interface Drawn extends RandomCell {
  readonly declares: readonly string[]
  /** Whether it is there before the first statement runs, as functions are. */
  readonly isHoisted?: boolean
}

export function randomNotebook(random: Random, cells: number): RandomCell[] {
  const [names, readers] = [`var ${NAMES.join(" = 1, ")} = 1`, READERS.map((name) => `${name}() { return a }`)]
  return [
    {
      cell: [names, ...readers.map((one) => `function ${one}`)].join("\n"),
      script: [names, ...readers.map((one, i) => `var ${READERS[i]} = function ${one}`)].join("\n"),
    },
    ...Array.from({ length: cells }, () => randomCell(random)),
  ]
}

function randomCell(random: Random): RandomCell {
  const drawn: Drawn[] = []
  const declared = new Set<string>()
  for (let i = 1 + random.below(5); i > 0; i--) {
    // a name is declared once in a cell, and not used above that: Node refuses it, a cell does not
    const one = statement(
      random,
      [...NAMES, ...READERS].filter((name) => !declared.has(name)),
    )
    const above = drawn.map(({ cell }) => cell).join("\n")
    if (one.declares.some((name) => declared.has(name) || new RegExp(`\\b${name}\\b`).test(above))) continue
    for (const name of one.declares) declared.add(name)
    drawn.push(one)
  }
  if (random.below(8) === 0) drawn.push(both(`throw new Error("stop")`))
  const ordered = [...drawn.filter(({ isHoisted }) => isHoisted), ...drawn.filter(({ isHoisted }) => !isHoisted)]
  return { cell: drawn.map(({ cell }) => cell).join("\n"), script: ordered.map(({ script }) => script).join("\n") }
}

const both = (text: string): Drawn => ({ cell: text, script: text, declares: [] })

const declaring = (keyword: string, name: string, value: string): Drawn => ({
  cell: `${keyword} ${name} = ${value}`,
  script: `${name} = ${value}`,
  declares: [name],
})

function statement(random: Random, free: readonly string[]): Drawn {
  const name = () => random.pick(NAMES)
  const reader = () => random.pick(READERS)
  const value = () => expression(random, 2)
  const fresh = random.pick(free.length > 0 ? free : NAMES)
  const [x, y] = random.sample(NAMES, 2) as [string, string]
  const kinds: (() => Drawn)[] = [
    () => declaring(random.pick(["let", "const", "var"]), READERS.includes(fresh) ? x : fresh, value()),
    () => declaring("let", x, `${y} + 1`),
    () => ({ cell: `let ${x}`, script: `${x} = undefined`, declares: [x] }),
    () => ({ cell: `var ${x}: any`, script: `var ${x}`, declares: [x] }),
    () => ({
      cell: `const { p: ${x}, q: [${y} = 3] } = { p: ${reader()}(), q: [] }`,
      script: "",
      declares: [x, y],
    }),
    () => both(`${name()} = ${value()}`),
    () => both(`${name()} ${random.pick(["+=", "-=", "*=", "||=", "??="])} ${value()}`),
    () => both(`${name()}${random.pick(["++", "--"])}`),
    () => both(`;[${x}, ${y}] = [${y}, ${x}];`),
    () => both(`;({ ${x}, other: ${y} = ${value()} } = { ${x}: ${value()} });`),
    () => both(`for (let i = 0; i < ${1 + random.below(4)}; i++) ${x} += ${y} + i`),
    () => both(`for (let i = 0; i < 3; i++) { ${x} = i; ${y} = ${reader()}() + i }`),
    () => both(`for (const one of [${value()}, ${value()}]) { if (one > 3) continue; ${x} = one }`),
    () => both(`while (${x} > 5) ${x} -= 3`),
    () => ({
      cell: `for (var ${x} = 0; ${x} < 3; ${x}++) ${y} += ${x}`,
      script: `for (${x} = 0; ${x} < 3; ${x}++) ${y} += ${x}`,
      declares: [x],
    }),
    () => both(`{ let ${x} = ${value()}; ${y} = ${x} }`),
    () => both(`if (${x} > ${y}) ${x} = ${value()}; else ${y} = ((${x}) => ${x} * 2)(${value()})`),
    () => both(`try { ${x} = ${value()}; throw ${y} } catch (${y}) { ${x} += ${y} } finally { ${y}++ }`),
    () => {
      const [r, body] = [
        reader(),
        random.pick([`return ${x}`, `${x}++; return ${y}`, `return [${x}, ${y}].length + ${y}`]),
      ]
      return {
        cell: `function ${r}() { ${body} }`,
        script: `${r} = function ${r}() { ${body} }`,
        declares: [r],
        isHoisted: true,
      }
    },
    () => {
      const r = reader()
      return declaring("const", r, `() => ({ ${x}, ${y} }).${x}`)
    },
  ]
  const drawn = random.pick(kinds)()
  // destructuring in a script assigns what the cell declares
  if (drawn.script === "") return { ...drawn, script: `;({${/\{(.*)$/s.exec(drawn.cell)![1]})` }
  return drawn
}

function expression(random: Random, depth: number): string {
  const part = () => expression(random, depth - 1)
  if (depth === 0) return random.pick([...NAMES, String(random.below(10))])
  return random.pick([
    () => part(),
    () => `(${part()} ${random.pick(["+", "-", "*"])} ${part()}) % 1000`,
    () => `(${part()} > ${part()} ? ${part()} : ${part()})`,
    () => `${random.pick(READERS)}()`,
    () => `Math.max(${part()}, ${part()})`,
    () => `[${part()}, ${part()}][${random.below(2)}]`,
    () => `(({ ${NAMES[0]} }) => ${NAMES[0]} + ${part()})({ ${NAMES[0]} })`,
  ])()
}

/** Reads every variable, calling what can be called. */
export const readAll = `[${[...NAMES, ...READERS.map((name) => `${name}()`)].join(", ")}]`
