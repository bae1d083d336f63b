/** Labels, entities and relations of which nothing says what they mean: the model would be told a bare name. */
import type { AnyStatement, LabelStatement, RelationStatement } from "../ast.js"
import { placeAt } from "../place.js"
import { groupBy, type Item, type Scope } from "../scope.js"

type Home = LabelStatement | RelationStatement

/** What a line below a label may tell of it; one that could not be read may be such a line. */
const TELLS: readonly AnyStatement["kind"][] = ["advice", "judge", "broken"]

export function descriptions(scope: Scope): void {
  const bare = (["label", "entity", "relation"] as const).flatMap((kind): readonly Item<Home>[] =>
    scope.of(kind).filter(({ node }) => {
      const isTold = node.prose !== undefined || node.details.some((detail) => TELLS.includes(detail.kind))
      // one that no answer can be is a mistake already
      return !isTold && !scope.unreachable.has(node.name.text)
    }),
  )
  for (const items of groupBy(bare, ({ source }) => source).values()) {
    const [first, ...rest] = items as [Item<Home>, ...Item<Home>[]]
    const notes = rest
      .slice(0, 3)
      .map((item) => ({ message: "nor of this one", place: placeAt(item, item.node.name.span) }))
    const help = `Write it in quotes behind the name, for people and the model alike: ${first.node.kind} ${first.node.name.text} … "It …".`
    const names = items.map(({ node }) => node.name.text)
    scope.report("labels-undescribed", { names }, first, first.node.name.span, { notes, help })
  }
}
