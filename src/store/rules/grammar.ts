import { EmbeddedActionsParser, type IToken, type ParserMethod } from "chevrotain";
import type { Timeframe } from "../time.ts";
import type { Place } from "./error.ts";
import type { BinaryOperator, Expression } from "./expression.ts";
import { messages } from "./messages.ts";
import * as t from "./tokens.ts";

const placeOf = (token: IToken): Place => ({
  offset: token.startOffset,
  line: token.startLine ?? 1,
  column: token.startColumn ?? 1,
});

const join = (left: Expression, token: IToken, right: Expression): Expression => ({
  type: "binary",
  operator: token.image as BinaryOperator,
  left,
  right,
  at: placeOf(token),
});

type Rule = ParserMethod<[], Expression>;

/**
 * The grammar, loosest binding first; every rule builds its node at once (chevrotain's embedded actions).
 * Comparisons do not chain: `a < b < c` is an error, not a surprise.
 */
class Grammar extends EmbeddedActionsParser {
  constructor() {
    super(t.TOKENS, { maxLookahead: 1, errorMessageProvider: messages });
    this.performSelfAnalysis();
  }

  readonly expression: Rule = this.RULE("expression", () => {
    let left = this.SUBRULE(this.conjunction);
    this.MANY(() => {
      const token = this.CONSUME(t.OR);
      left = join(left, token, this.SUBRULE2(this.conjunction));
    });
    return left;
  });

  private readonly conjunction: Rule = this.RULE("conjunction", () => {
    let left = this.SUBRULE(this.negation);
    this.MANY(() => {
      const token = this.CONSUME(t.AND);
      left = join(left, token, this.SUBRULE2(this.negation));
    });
    return left;
  });

  private readonly negation: Rule = this.RULE("negation", () =>
    this.OR([
      {
        ALT: (): Expression => {
          const token = this.CONSUME(t.NOT);
          return { type: "unary", operator: "not", operand: this.SUBRULE(this.negation), at: placeOf(token) };
        },
      },
      { ALT: () => this.SUBRULE(this.comparison) },
    ]),
  );

  private readonly comparison: Rule = this.RULE("comparison", () => {
    let left = this.SUBRULE(this.sum);
    this.OPTION(() => {
      const token = this.CONSUME(t.COMPARE);
      left = join(left, token, this.SUBRULE2(this.sum));
    });
    return left;
  });

  private readonly sum: Rule = this.RULE("sum", () => {
    let left = this.SUBRULE(this.product);
    this.MANY(() => {
      const token = this.OR([{ ALT: () => this.CONSUME(t.PLUS) }, { ALT: () => this.CONSUME(t.MINUS) }]);
      left = join(left, token, this.SUBRULE2(this.product));
    });
    return left;
  });

  private readonly product: Rule = this.RULE("product", () => {
    let left = this.SUBRULE(this.signed);
    this.MANY(() => {
      const token = this.CONSUME(t.FACTOR);
      left = join(left, token, this.SUBRULE2(this.signed));
    });
    return left;
  });

  private readonly signed: Rule = this.RULE("signed", () =>
    this.OR([
      {
        ALT: (): Expression => {
          const token = this.CONSUME(t.MINUS);
          return { type: "unary", operator: "-", operand: this.SUBRULE(this.signed), at: placeOf(token) };
        },
      },
      { ALT: () => this.SUBRULE(this.backward) },
    ]),
  );

  private readonly backward: Rule = this.RULE("backward", () => {
    let operand = this.SUBRULE(this.primary);
    this.OPTION(() => {
      const token = this.CONSUME(t.OPEN_BACK);
      const bars = Number(this.CONSUME(t.NUMBER).image);
      this.CONSUME(t.CLOSE_BACK);
      operand = { type: "back", operand, bars, at: placeOf(token) };
    });
    return operand;
  });

  private readonly primary: Rule = this.RULE("primary", () =>
    this.OR([
      { ALT: () => this.SUBRULE(this.literal) },
      { ALT: () => this.SUBRULE(this.timeframe) },
      { ALT: () => this.SUBRULE(this.named) },
      {
        ALT: () => {
          this.CONSUME(t.OPEN);
          const inner = this.SUBRULE(this.expression);
          this.CONSUME(t.CLOSE);
          return inner;
        },
      },
    ]),
  );

  private readonly literal: Rule = this.RULE("literal", (): Expression => {
    const token = this.CONSUME(t.NUMBER);
    return { type: "number", value: Number(token.image), at: placeOf(token) };
  });

  private readonly timeframe: Rule = this.RULE("timeframe", (): Expression => {
    const token = this.CONSUME(t.TIMEFRAME);
    return { type: "timeframe", value: token.image as Timeframe, at: placeOf(token) };
  });

  private readonly named: Rule = this.RULE("named", (): Expression => {
    const token = this.CONSUME(t.NAME);
    let call: Expression[] | null = null;
    this.OPTION(() => {
      const list: Expression[] = [];
      this.CONSUME(t.OPEN);
      this.MANY_SEP({ SEP: t.COMMA, DEF: () => list.push(this.SUBRULE(this.expression)) });
      this.CONSUME(t.CLOSE);
      call = list;
    });
    const at = placeOf(token);
    return call === null
      ? { type: "name", name: token.image, at }
      : { type: "call", name: token.image, arguments: call, at };
  });
}

/** One parser for all texts: building it costs milliseconds, its `input` is set anew for each text. */
export const grammar = new Grammar();
