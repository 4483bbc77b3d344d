import { EXIT, Exit } from "../exit.ts";
import { makeUnreadable } from "../walls/unreadable.ts";
import { HiddenTerminal } from "./hiddenTerminal.ts";
import type { Asking } from "./passphrases.ts";

/** Work that asks a person on this terminal; echo is back when it is done. @throws Exit 2 without a terminal. */
export async function inPerson<Result>(why: string, work: (asking: Asking) => Promise<Result>): Promise<Result> {
  // Whoever asks for what must not be seen is not looked into either.
  await makeUnreadable();
  const terminal = HiddenTerminal.open();
  if (terminal === null) {
    throw new Exit(EXIT.usage, `${why}; run it in a terminal (nothing is read from a pipe, and --yes does not count)`);
  }
  try {
    return await work({ ask: (question) => terminal.ask(question), tell: (line) => terminal.tell(line) });
  } finally {
    terminal.close();
  }
}
