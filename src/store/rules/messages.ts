import { tokenLabel, type TokenType } from "chevrotain";

/** What the parser missed, in the words of the language; `parseExpression` adds what stood there instead, and where. */
export const messages = {
  buildMismatchTokenMessage: ({ expected }: { expected: TokenType }) => `expected ${tokenLabel(expected)}`,
  buildNotAllInputParsedMessage: () => "expected an operator or the end",
  buildNoViableAltMessage: () => "expected a number, a name, '-', 'not' or '('",
  buildEarlyExitMessage: () => "expected more",
};
