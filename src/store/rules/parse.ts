import { EOF, type IRecognitionException, type IToken, type TokenType } from "chevrotain";
import { type Place, RuleError } from "./error.ts";
import { type Expression, MAX_CHARACTERS, MAX_DEPTH, MAX_NODES, partsOf } from "./expression.ts";
import { grammar } from "./grammar.ts";
import { hintFor } from "./nearest.ts";
import { CLOSE, KEYWORDS, lexer, MINUS, NAME, NOT, OPEN } from "./tokens.ts";

/** What people coming from other languages type, and what it is called here. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ["&", "'and'"],
  ["|", "'or'"],
  ["!", "'not' (or '!=')"],
  ["=", "'=='"],
]);

const OPENING: ReadonlySet<TokenType> = new Set([OPEN, MINUS, NOT]);

/**
 * Reads one expression. Names and types are not looked at: that is `checkExpression`.
 * @throws RuleError with line and column when the text does not follow the grammar (docs/rules.md) or breaks its limits:
 * 2,000 characters, 256 nodes, 64 levels.
 */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_CHARACTERS) {
    throw new RuleError(`an expression has at most ${MAX_CHARACTERS} characters, this one ${text.length}`, null);
  }
  const tokens = tokensOf(text);
  grammar.input = tokens;
  const expression = grammar.expression();
  const [error] = grammar.errors;
  if (error) throw syntaxError(error, text);
  refuseLarge(expression);
  return expression;
}

function tokensOf(text: string): IToken[] {
  const { tokens, errors } = lexer.tokenize(text);
  const [error] = errors;
  if (error) {
    const found = text.charAt(error.offset);
    const meant = FOREIGN.get(found);
    const place = placeAt(text, error.offset);
    throw new RuleError(`unexpected '${found}'${meant === undefined ? "" : `; write ${meant}`}`, place);
  }
  // Before the parser descends, so that "((((…" cannot exhaust the stack. Signs are never closed and so counted to the
  // end: that many would break the limit of parts as well.
  let depth = 0;
  for (const token of tokens) {
    if (OPENING.has(token.tokenType)) depth++;
    else if (token.tokenType === CLOSE) depth--;
    if (depth > MAX_NODES) throw tooDeep(placeAt(text, token.startOffset));
  }
  return tokens;
}

function syntaxError(error: IRecognitionException, text: string): RuleError {
  const { token } = error;
  if (token.tokenType === EOF) return new RuleError(`${error.message}, found the end`, placeAt(text, text.length));
  const hint = token.tokenType === NAME ? hintFor(token.image, KEYWORDS) : "";
  return new RuleError(`${error.message}, found '${token.image}'${hint}`, placeAt(text, token.startOffset));
}

function refuseLarge(root: Expression): void {
  let nodes = 0;
  const waiting: [Expression, number][] = [[root, 1]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, depth] = next;
    nodes++;
    if (depth > MAX_DEPTH) throw tooDeep(node.at);
    if (nodes > MAX_NODES) throw new RuleError(`an expression has at most ${MAX_NODES} parts; split the rule`, node.at);
    for (const part of partsOf(node)) waiting.push([part, depth + 1]);
  }
}

const tooDeep = (place: Place): RuleError => new RuleError(`nested deeper than ${MAX_DEPTH} levels`, place);

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split("\n");
  return { offset, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
