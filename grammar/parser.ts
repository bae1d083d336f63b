/**
 * The grammar: one rule per statement, LL(2), with Chevrotain's recovery. Knows nothing of what a statement means.
 *
 * Statements are parsed one at a time (`syntax.ts` cuts the text into them), so no error can reach the next one.
 */
import type { CstNode } from "chevrotain"
import { CstParser } from "./chevrotain.js"
import { messageProvider } from "./messages.js"
import {
  Bar,
  Colon,
  Comma,
  join,
  type Keyword,
  keyword,
  LParen,
  Name,
  NumberSign,
  Quote,
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
    this.OPTION(() => this.SUBRULE(this.prose))
  })

  answerStatement = this.RULE("answerStatement", () => {
    this.CONSUME(keyword.answer)
    this.CONSUME(Name)
    this.CONSUME(Colon)
    this.SUBRULE(this.type)
    this.CONSUME(join.in)
    this.OPTION(() => this.OR([{ ALT: () => this.CONSUME(soft.first) }, { ALT: () => this.CONSUME(soft.last) }]))
    this.CONSUME(Tag)
    this.OPTION2(() => this.CONSUME(soft.optional))
    this.OPTION3(() => this.SUBRULE(this.prose))
  })

  acceptStatement = this.RULE("acceptStatement", () => {
    this.CONSUME(keyword.accept)
    this.SUBRULE(this.names)
  })

  relationStatement = this.RULE("relationStatement", () => {
    this.CONSUME(keyword.relation)
    this.CONSUME(Name)
    this.SUBRULE(this.pair)
    this.OPTION(() => this.CONSUME(soft.symmetric))
    this.OPTION2(() => this.SUBRULE(this.prose))
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
    this.CONSUME(join.for)
    this.SUBRULE(this.pair)
  })

  adviceStatement = this.RULE("adviceStatement", () => {
    this.CONSUME(keyword.advice)
    this.SUBRULE(this.id)
    this.SUBRULE(this.prose)
  })

  exampleStatement = this.RULE("exampleStatement", () => {
    this.CONSUME(keyword.example)
    this.SUBRULE(this.prose)
    this.CONSUME(join.is)
    this.SUBRULE(this.value)
  })

  notStatement = this.RULE("notStatement", () => {
    this.CONSUME(keyword.not)
    this.SUBRULE(this.value)
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
  })

  reportStatement = this.RULE("reportStatement", () => {
    this.CONSUME(keyword.report)
    this.SUBRULE(this.id)
    this.SUBRULE(this.phrase)
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

  id = this.RULE("id", () => {
    this.OPTION({
      // the rule alone cannot see that a name may also begin what follows it
      GATE: () => this.LA(2).tokenType === Colon,
      DEF: () => {
        this.CONSUME(Name)
        this.CONSUME(Colon)
      },
    })
  })

  type = this.RULE("type", () => {
    this.OR([
      { ALT: () => this.CONSUME(soft.text) },
      {
        ALT: () => {
          this.CONSUME(soft.mention)
          this.CONSUME(join.in)
          this.CONSUME(Name)
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
    ])
  })

  pair = this.RULE("pair", () => {
    this.CONSUME(LParen)
    this.CONSUME(Name)
    this.CONSUME(Comma)
    this.CONSUME2(Name)
    this.CONSUME(RParen)
  })

  value = this.RULE("value", () => {
    this.CONSUME(Name)
    this.OPTION(() => this.SUBRULE(this.pair))
  })

  /** Subject, verb, object: `format`, or `label equals gold`. */
  phrase = this.RULE("phrase", () => {
    this.CONSUME(Name)
    this.OPTION(() => {
      this.CONSUME2(Name)
      this.OPTION2(() => this.CONSUME3(Name))
    })
  })

  names = this.RULE("names", () => {
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.CONSUME(Name) })
  })

  prose = this.RULE("prose", () => {
    this.OR([{ ALT: () => this.CONSUME(Quote) }, { ALT: () => this.AT_LEAST_ONE(() => this.CONSUME(Bar)) }])
  })

  /** @returns what stands under the rule of a keyword; the errors are in `this.errors` */
  statement(word: Keyword): CstNode | undefined {
    return this[`${word}Statement`]()
  }
}
