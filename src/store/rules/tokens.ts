import { createToken, Lexer } from "chevrotain";

const SPACE = createToken({ name: "Space", pattern: /\s+/, group: Lexer.SKIPPED });
export const NAME = createToken({ name: "Name", pattern: /[A-Za-z_][A-Za-z0-9_]*/, label: "a name" });
const word = (name: string, pattern: string) => createToken({ name, pattern, longer_alt: NAME, label: `'${pattern}'` });
export const AND = word("And", "and");
export const OR = word("Or", "or");
export const NOT = word("Not", "not");
export const NUMBER = createToken({
  name: "Number",
  pattern: /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/,
  label: "a number",
});
export const TIMEFRAME = createToken({ name: "Timeframe", pattern: /\d+[mhd](?![A-Za-z0-9_.])/, label: "a timeframe" });
export const COMPARE = createToken({ name: "Compare", pattern: /<=|>=|==|!=|<|>/, label: "a comparison" });
export const PLUS = createToken({ name: "Plus", pattern: "+", label: "'+'" });
export const MINUS = createToken({ name: "Minus", pattern: "-", label: "'-'" });
export const FACTOR = createToken({ name: "Factor", pattern: /[*/]/, label: "'*' or '/'" });
export const OPEN = createToken({ name: "Open", pattern: "(", label: "'('" });
export const CLOSE = createToken({ name: "Close", pattern: ")", label: "')'" });
export const OPEN_BACK = createToken({ name: "OpenBack", pattern: "[", label: "'['" });
export const CLOSE_BACK = createToken({ name: "CloseBack", pattern: "]", label: "']'" });
export const COMMA = createToken({ name: "Comma", pattern: ",", label: "','" });

/** In the order they are tried: keywords before names (and `longer_alt` lets `order` be a name). */
export const TOKENS = [
  SPACE,
  AND,
  OR,
  NOT,
  NAME,
  TIMEFRAME,
  NUMBER,
  COMPARE,
  PLUS,
  MINUS,
  FACTOR,
  OPEN,
  CLOSE,
  OPEN_BACK,
  CLOSE_BACK,
  COMMA,
];

/** Words of the language itself: no parameter may be called so. */
export const KEYWORDS = ["and", "or", "not"];

export const lexer = new Lexer(TOKENS, { positionTracking: "full" });
