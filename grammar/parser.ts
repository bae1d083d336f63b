/**
 * The grammar: one rule per production of the language reference, LL(2), with Chevrotain's recovery. Knows nothing of what
 * a statement means.
 *
 * Statements are parsed one at a time (`syntax.ts` cuts the text into them), so no error can reach the next one. A rule is
 * called as in the reference; those of statements have "Statement" behind their name, because `input` means something else
 * to Chevrotain.
 */
import type { CstNode, IOrAlt, IProduction, ParserMethod, TokenType } from "chevrotain"
import { CstParser } from "./chevrotain.js"
import { messageProvider } from "./messages.js"
import {
  Bar,
  Colon,
  Comma,
  join,
  KEYWORDS,
  type Keyword,
  keyword,
  LBracket,
  LParen,
  Name,
  NumberSign,
  Quote,
  RBracket,
  RParen,
  soft,
  Tag,
  vocabulary,
} from "./tokens.js"

export class GuidelineParser extends CstParser {
  /** @param validate lets Chevrotain look for ambiguities: a test does, a running program need not wait for it */
  constructor(validate = false) {
    super(vocabulary, {
      recoveryEnabled: true,
      maxLookahead: 2,
      nodeLocationTracking: "none",
      errorMessageProvider: messageProvider,
      skipValidations: !validate,
    })
    this.performSelfAnalysis()
  }

  /**
   * Chevrotain's own gives a node children without a prototype, which V8 keeps as a table: plain ones take half as long and
   * half the memory. No rule and no token is called as what they inherit.
   */
  protected cstInvocationStateUpdate(name: string): void {
    const { CST_STACK: stack } = this as unknown as { readonly CST_STACK: CstNode[] }
    stack.push({ name, children: {} })
  }

  guidelineStatement = this.RULE("guidelineStatement", () => {
    this.CONSUME(keyword.guideline)
    this.CONSUME(Quote, { LABEL: "title" })
    this.CONSUME(soft.version)
    this.CONSUME2(Quote, { LABEL: "number" })
    this.OPTION(() => {
      this.CONSUME(soft.source)
      this.SUBRULE(this.prose)
    })
  })

  useStatement = this.RULE("useStatement", () => {
    this.CONSUME(keyword.use)
    this.CONSUME(Quote)
  })

  taskStatement = this.RULE("taskStatement", () => {
    this.CONSUME(keyword.task)
    this.SUBRULE(this.prose)
  })

  inputStatement = this.RULE("inputStatement", () => {
    this.CONSUME(keyword.input)
    this.CONSUME(Name)
    this.CONSUME(Colon)
    this.SUBRULE(this.type)
    this.OPTION(() => this.SUBRULE(this.when))
    this.OPTION2(() => this.SUBRULE(this.prose))
  })

  goldStatement = this.RULE("goldStatement", () => {
    this.CONSUME(keyword.gold)
    this.CONSUME(Name)
    this.CONSUME(Colon)
    this.SUBRULE(this.type)
    this.OPTION(() => this.SUBRULE(this.prose))
  })

  answerStatement = this.RULE("answerStatement", () => {
    this.CONSUME(keyword.answer)
    this.CONSUME(Name)
    this.OPTION(() => {
      this.CONSUME(join.of)
      this.CONSUME2(Name, { LABEL: "parent" })
    })
    this.CONSUME(Colon)
    this.SUBRULE(this.type)
    this.OPTION2(() => this.SUBRULE(this.place))
    this.OPTION3(() => this.CONSUME(soft.optional))
    this.OPTION4(() => this.SUBRULE(this.when))
    this.OPTION5(() => this.SUBRULE(this.prose))
  })

  listingStatement = this.RULE("listingStatement", () => {
    this.OR([
      { ALT: () => this.CONSUME(keyword.accept) },
      { ALT: () => this.CONSUME(keyword.rescue) },
      { ALT: () => this.CONSUME(keyword.shuffle) },
      { ALT: () => this.CONSUME(keyword.exclude) },
    ])
    this.SUBRULE(this.names)
  })

  labelStatement = this.RULE("labelStatement", () => {
    this.OR([{ ALT: () => this.CONSUME(keyword.entity) }, { ALT: () => this.CONSUME(keyword.label) }])
    this.CONSUME(Name)
    this.OPTION(() => {
      this.CONSUME(soft.under)
      this.CONSUME2(Name, { LABEL: "parent" })
    })
    this.OPTION2(() => this.SUBRULE(this.prose))
  })

  relationStatement = this.RULE("relationStatement", () => {
    this.CONSUME(keyword.relation)
    this.CONSUME(Name)
    this.CONSUME(LParen)
    this.SUBRULE(this.role)
    this.CONSUME(Comma)
    this.SUBRULE2(this.role)
    this.CONSUME(RParen)
    this.OPTION(() => this.CONSUME(soft.symmetric))
    this.OPTION2(() => {
      this.CONSUME(soft.one)
      this.CONSUME2(Name, { LABEL: "once" })
    })
    this.OPTION3(() => {
      this.CONSUME(soft.under)
      this.CONSUME3(Name, { LABEL: "parent" })
    })
    this.OPTION4(() => this.SUBRULE(this.prose))
  })

  otherwiseStatement = this.RULE("otherwiseStatement", () => {
    this.CONSUME(keyword.otherwise)
    this.CONSUME(Name)
    this.OPTION(() => this.SUBRULE(this.prose))
  })

  aliasStatement = this.RULE("aliasStatement", () => {
    this.CONSUME(keyword.alias)
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.CONSUME(Quote) })
  })

  preferStatement = this.RULE("preferStatement", () => {
    this.CONSUME(keyword.prefer)
    this.SUBRULE(this.names)
    this.AT_LEAST_ONE(() => {
      this.CONSUME(join.over)
      this.SUBRULE2(this.names)
    })
  })

  cueStatement = this.RULE("cueStatement", () => {
    this.CONSUME(keyword.cue)
    this.CONSUME(Quote)
    this.OPTION(() => {
      this.CONSUME(join.for)
      this.SUBRULE(this.pair)
    })
  })

  checkStatement = this.RULE("checkStatement", () => {
    this.CONSUME(keyword.check)
    this.SUBRULE(this.id)
    this.SUBRULE(this.phrase)
    this.OPTION(() => this.SUBRULE(this.when))
    this.OPTION2(() => {
      this.CONSUME(join.says)
      this.SUBRULE(this.prose)
    })
  })

  judgeStatement = this.RULE("judgeStatement", () => {
    this.CONSUME(keyword.judge)
    this.SUBRULE(this.id)
    this.SUBRULE(this.prose)
    this.OPTION(() => {
      this.CONSUME(soft.sees)
      this.SUBRULE(this.names)
    })
    this.OPTION2(() => this.SUBRULE(this.when))
  })

  adviceStatement = this.RULE("adviceStatement", () => {
    this.CONSUME(keyword.advice)
    this.SUBRULE(this.id)
    this.SUBRULE(this.prose)
    this.OPTION(() => this.SUBRULE(this.when))
  })

  exampleStatement = this.RULE("exampleStatement", () => {
    this.CONSUME(keyword.example)
    this.SUBRULE(this.args, { LABEL: "given" })
    this.CONSUME(join.is)
    this.SUBRULE2(this.args, { LABEL: "is" })
  })

  notStatement = this.RULE("notStatement", () => {
    this.CONSUME(keyword.not)
    this.SUBRULE(this.args)
    this.OPTION(() => {
      this.CONSUME(join.by)
      this.CONSUME(Name)
    })
  })

  testStatement = this.RULE("testStatement", () => {
    this.CONSUME(keyword.test)
    this.SUBRULE(this.prose)
    this.CONSUME(soft.scores)
    this.CONSUME(NumberSign)
    this.OPTION(() => {
      this.CONSUME(join.when)
      this.AT_LEAST_ONE_SEP({
        SEP: join.and,
        DEF: () => {
          this.CONSUME(Name)
          this.CONSUME(join.is)
          this.CONSUME2(NumberSign, { LABEL: "given" })
        },
      })
    })
  })

  rewardStatement = this.RULE("rewardStatement", () => {
    this.CONSUME(keyword.reward)
    this.SUBRULE(this.id)
    this.CONSUME(NumberSign, { LABEL: "pays" })
    this.CONSUME(join.for)
    this.SUBRULE(this.phrase)
    this.OPTION(() => {
      this.CONSUME(join.else)
      this.CONSUME2(NumberSign, { LABEL: "otherwise" })
    })
    this.OPTION2(() => {
      this.CONSUME(join.after)
      this.SUBRULE(this.names)
    })
    this.OPTION3(() => this.SUBRULE(this.when))
  })

  reportStatement = this.RULE("reportStatement", () => {
    this.CONSUME(keyword.report)
    this.SUBRULE(this.id)
    this.SUBRULE(this.phrase)
  })

  standardizeStatement = this.RULE("standardizeStatement", () => {
    this.CONSUME(keyword.standardize)
    this.CONSUME(join.over)
    this.CONSUME(Name)
  })

  armStatement = this.RULE("armStatement", () => {
    this.CONSUME(keyword.arm)
    this.CONSUME(Name)
    this.OPTION(() => this.SUBRULE(this.prose))
  })

  budgetStatement = this.RULE("budgetStatement", () => {
    this.CONSUME(keyword.budget)
    this.CONSUME(NumberSign)
    this.CONSUME(soft.tokens)
    this.OPTION(() => {
      this.CONSUME(soft.drop)
      this.SUBRULE(this.names)
    })
  })

  role = this.RULE("role", () => {
    this.CONSUME(Name)
    this.OPTION(() => {
      this.CONSUME(Colon)
      this.AT_LEAST_ONE_SEP({ SEP: join.or, DEF: () => this.CONSUME2(Name, { LABEL: "types" }) })
    })
  })

  type = this.RULE("type", () => {
    const base = this.SUBRULE(this.base)
    this.OPTION(() => {
      this.CONSUME(join.for)
      this.CONSUME(soft.each)
      this.CONSUME(join.of)
      this.CONSUME(Name, { LABEL: "each" })
    })
    this.OPTION2({
      // only a list has items to number
      GATE: () => base.children.WList !== undefined,
      DEF: () => {
        this.CONSUME(soft.numbered)
        this.OR([
          { ALT: () => this.CONSUME2(Name, { LABEL: "start" }) },
          { ALT: () => this.CONSUME(NumberSign, { LABEL: "start" }) },
        ])
      },
    })
  })

  base: ParserMethod<[], CstNode> = this.RULE("base", () => {
    this.OR([
      { ALT: () => this.CONSUME(soft.text) },
      { ALT: () => this.CONSUME(soft["yes-no"]) },
      { ALT: () => this.CONSUME(soft.table) },
      { ALT: () => this.CONSUME(soft.group) },
      {
        ALT: () => {
          this.CONSUME(soft.number)
          this.OPTION(() => {
            this.CONSUME(NumberSign)
            this.CONSUME(soft.to)
            this.CONSUME2(NumberSign)
          })
        },
      },
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(soft.mention) }, { ALT: () => this.CONSUME(soft.triplet) }])
          this.CONSUME(join.in)
          this.CONSUME(Name)
        },
      },
      {
        ALT: () => {
          this.CONSUME(soft.quote)
          this.CONSUME(join.from)
          this.SUBRULE(this.names)
        },
      },
      {
        ALT: () => {
          this.CONSUME(soft.relation)
          this.CONSUME(soft.between)
          this.CONSUME2(Name)
          this.CONSUME(join.and)
          this.CONSUME3(Name)
        },
      },
      {
        ALT: () => {
          this.CONSUME(soft.one)
          this.CONSUME(join.of)
          this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.choice) })
        },
      },
      {
        ALT: () => {
          this.CONSUME(soft.order)
          this.CONSUME2(join.of)
          this.CONSUME4(Name)
        },
      },
      {
        ALT: () => {
          this.CONSUME(soft.list)
          this.CONSUME3(join.of)
          this.SUBRULE(this.base)
        },
      },
    ])
  })

  choice = this.RULE("choice", () => {
    this.OR([{ ALT: () => this.CONSUME(Quote) }, { ALT: () => this.CONSUME(Name) }])
  })

  place = this.RULE("place", () => {
    this.CONSUME(join.in)
    this.OPTION(() =>
      this.OR([
        { ALT: () => this.CONSUME(soft.first, { LABEL: "which" }) },
        { ALT: () => this.CONSUME(soft.last, { LABEL: "which" }) },
        { ALT: () => this.CONSUME(soft.only, { LABEL: "which" }) },
        { ALT: () => this.CONSUME(soft.every, { LABEL: "which" }) },
      ]),
    )
    this.SUBRULE(this.spot)
    this.OPTION2(() => {
      this.CONSUME(join.within)
      this.CONSUME(NumberSign)
      this.CONSUME(soft.characters)
    })
    this.OPTION3(() => {
      this.CONSUME(soft.as)
      this.OR2([
        { ALT: () => this.CONSUME(soft.json, { LABEL: "notation" }) },
        { ALT: () => this.CONSUME(soft.lines, { LABEL: "notation" }) },
        { ALT: () => this.CONSUME(soft.brackets, { LABEL: "notation" }) },
      ])
    })
  })

  spot = this.RULE("spot", () => {
    this.OR([
      { ALT: () => this.CONSUME(Tag) },
      { ALT: () => this.CONSUME(soft.json, { LABEL: "word" }) },
      { ALT: () => this.CONSUME(soft.box, { LABEL: "word" }) },
      { ALT: () => this.CONSUME(soft.line, { LABEL: "word" }) },
      {
        ALT: () => {
          this.CONSUME(soft.key)
          this.CONSUME(Quote)
        },
      },
    ])
  })

  pair = this.RULE("pair", () => {
    this.CONSUME(LParen)
    this.CONSUME(Name)
    this.CONSUME(Comma)
    this.CONSUME2(Name)
    this.CONSUME(RParen)
  })

  /** Subject, verb, objects: `format`, `label equals gold`, `evidence quotes passage from 10 tokens`. */
  phrase = this.RULE("phrase", () => {
    this.CONSUME(Name)
    this.OPTION(() => {
      this.CONSUME2(Name)
      this.OPTION2(() => {
        this.SUBRULE(this.operand)
        this.MANY(() => {
          this.CONSUME(Comma)
          this.SUBRULE2(this.operand)
        })
      })
    })
    const seen = new Set<TokenType>()
    this.MANY2({
      // each once: a second one would have to be forgotten in silence
      GATE: () => !seen.has(this.LA(1).tokenType),
      DEF: () => {
        seen.add(this.LA(1).tokenType)
        this.SUBRULE(this.modifier)
      },
    })
  })

  operand = this.RULE("operand", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.quantity) },
      { ALT: () => this.CONSUME(Quote) },
      { ALT: () => this.CONSUME(Name) },
    ])
  })

  quantity = this.RULE("quantity", () => {
    this.CONSUME(NumberSign)
    this.OPTION(() => this.CONSUME(Name))
  })

  modifier = this.RULE("modifier", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(join.within)
          this.SUBRULE(this.quantity)
        },
      },
      {
        ALT: () => {
          this.CONSUME(join.from)
          this.SUBRULE2(this.quantity)
        },
      },
      {
        ALT: () => {
          this.CONSUME(join.by)
          this.CONSUME(Name)
        },
      },
      { ALT: () => this.CONSUME(join.fully) },
    ])
  })

  when = this.RULE("when", () => {
    this.CONSUME(join.when)
    this.CONSUME(Name)
    this.CONSUME(join.is)
    this.AT_LEAST_ONE_SEP({ SEP: join.or, DEF: () => this.SUBRULE(this.choice) })
  })

  // the parts of these rules are made once, and not for each of the values that a guideline has thousands of
  readonly #args = { SEP: Comma, DEF: () => this.SUBRULE(this.arg) }
  args: ParserMethod<[], CstNode> = this.RULE("args", () => {
    this.AT_LEAST_ONE_SEP(this.#args)
  })

  arg = this.RULE("arg", () => {
    this.SUBRULE(this.id)
    this.SUBRULE(this.value)
  })

  readonly #ends = () => {
    this.CONSUME(LParen)
    this.SUBRULE(this.args)
    this.CONSUME(RParen)
  }
  readonly #items = () => this.SUBRULE2(this.args)
  readonly #value: IOrAlt<unknown>[] = [
    { ALT: () => this.SUBRULE(this.prose) },
    { ALT: () => this.CONSUME(NumberSign) },
    {
      ALT: () => {
        this.CONSUME(Name)
        this.OPTION(this.#ends)
      },
    },
    {
      ALT: () => {
        this.CONSUME(LBracket)
        this.OPTION2(this.#items)
        this.CONSUME(RBracket)
      },
    },
  ]
  value = this.RULE("value", () => {
    this.OR(this.#value)
  })

  readonly #id = () => {
    this.CONSUME(Name)
    this.CONSUME(Colon)
  }
  id = this.RULE("id", () => {
    // the rule alone cannot see that a name may also begin what follows it; a GATE would make a function at each call
    if (this.RECORDING_PHASE || this.LA(2).tokenType === Colon) this.OPTION(this.#id)
  })

  names = this.RULE("names", () => {
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.CONSUME(Name) })
  })

  readonly #bar = () => this.CONSUME(Bar)
  readonly #prose: IOrAlt<unknown>[] = [{ ALT: () => this.CONSUME(Quote) }, { ALT: () => this.AT_LEAST_ONE(this.#bar) }]
  prose = this.RULE("prose", () => {
    this.OR(this.#prose)
  })

  /** Every word and sign that a keyword's statement can hold. */
  tokensOf(word: Keyword): ReadonlySet<TokenType> {
    const found = new Set<TokenType>()
    const rules = this.getGAstProductions()
    const seen = new Set<string>()
    const visit = (production: Partial<GrammarNode>): void => {
      const { terminalType, separator, nonTerminalName, definition = [] } = production
      for (const type of [terminalType, separator]) if (type) found.add(type)
      if (nonTerminalName === undefined) for (const part of definition) visit(part as Partial<GrammarNode>)
      else if (!seen.has(nonTerminalName)) {
        seen.add(nonTerminalName)
        visit(rules[nonTerminalName]!)
      }
    }
    visit(rules[STATEMENTS[word]]!)
    return found
  }

  /** @returns what stands under the rule of a keyword; the errors are in `this.errors` */
  statement(word: Keyword): CstNode | undefined {
    return this[STATEMENTS[word]]()
  }
}

/** What Chevrotain's kinds of productions hold, each kind some of it. */
interface GrammarNode {
  readonly definition: readonly IProduction[]
  readonly terminalType: TokenType
  readonly separator: TokenType
  readonly nonTerminalName: string
}

/** The production of a keyword's statement: one of its own, but for those that share a form. */
export function ruleOf(word: Keyword) {
  switch (word) {
    case "accept":
    case "rescue":
    case "shuffle":
    case "exclude":
      return "listing"
    case "entity":
      return "label"
    default:
      return word
  }
}

/** Put together once: a name that is made for each statement would be looked up letter by letter. */
const STATEMENTS = Object.fromEntries(KEYWORDS.map((word) => [word, `${ruleOf(word)}Statement`])) as Readonly<
  Record<Keyword, `${ReturnType<typeof ruleOf>}Statement`>
>
