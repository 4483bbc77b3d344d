/**
 * A file or an argument from outside that cannot be used. The message is one line: where, what, and what to do.
 * `problems` lists every such line that was found (the message is the first), `exitCode` is "wrong usage".
 */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly exitCode = 2;
  readonly problems: readonly string[];

  constructor(first: string, others: readonly string[] = []) {
    super(first);
    this.problems = [first, ...others];
  }
}

/** "prices.csv:17: high is below low; export the candles again": the form of every such line. */
export const problemLine = (where: string, what: string, remedy: string): string =>
  `${where}: ${what}; ${remedy}`.replaceAll(/\s*[\r\n]+\s*/g, " ");

/** One problem, thrown. */
export const inputError = (where: string, what: string, remedy: string): InputError =>
  new InputError(problemLine(where, what, remedy));

/** A path as a shell reads it in one piece: for commands that a message tells to type. */
export const shellWord = (path: string): string =>
  /^[\w./@%+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
