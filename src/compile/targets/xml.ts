/** XML as Label Studio reads it: elements without text, attributes, comments. */

export interface Element {
  readonly tag: string
  /** In their order; an absent one is left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly children?: readonly Node[]
}

export type Node = Element | { readonly comment: string }

/** @example xmlText({ tag: "View", attributes: { style: "a" } }) // '<View style="a"/>\n' */
export function xmlText(node: Node, indent = ""): string {
  if ("comment" in node) return `${indent}<!-- ${commentText(node.comment)} -->\n`
  const attributes = Object.entries(node.attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${attributeText(value)}"`]))
    .join("")
  const { children = [] } = node
  if (children.length === 0) return `${indent}<${node.tag}${attributes}/>\n`
  const inner = children.map((child) => xmlText(child, `${indent}  `)).join("")
  return `${indent}<${node.tag}${attributes}>\n${inner}${indent}</${node.tag}>\n`
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
}

const attributeText = (text: string): string => legal(text).replace(/[&<>"\n\r\t]/g, (sign) => ENTITIES[sign]!)

/** Two hyphens would end the comment; Label Studio looks for names in quotation marks even in here. */
const commentText = (text: string): string =>
  legal(text)
    .replace(/-(?=-)/g, "- ")
    .replace(/-$/, "- ")
    .replaceAll('"', "'")

/** Signs that no XML may hold, not even as a reference. */
const legal = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being replaced
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd")

/**
 * JSON in a comment, which Label Studio shows as the sample of its preview. It has to be the first comment that begins
 * with a brace.
 */
export const jsonComment = (value: unknown): string =>
  `<!-- ${JSON.stringify(value)
    .replace(/-(?=-)/g, "\\u002d")
    .replace(/\p{Surrogate}/gu, "\ufffd")} -->\n`
