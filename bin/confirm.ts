import { openSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { ReadStream } from "node:tty";
import type { Cli } from "./cli.ts";
import { EXIT, Exit } from "./exit.ts";

/** Asks on the terminal; --yes answers beforehand. @throws Exit 2 when there is nobody to ask. */
export async function confirm(flags: Cli["flags"], question: string): Promise<boolean> {
  if (flags["yes"] === true) return true;
  if (!process.stdin.isTTY) throw new Exit(EXIT.usage, `${question} there is no terminal to ask on; add --yes`);
  return ask(question);
}

/** Asks a person: nothing that a script could say beforehand is an answer. @throws Exit 2 without a terminal. */
export async function confirmInPerson(question: string): Promise<boolean> {
  if (process.stdin.isTTY && process.stdout.isTTY) return ask(question);
  throw new Exit(EXIT.usage, `${question} only a person answers that; run it in a terminal (--yes does not count)`);
}

/** Asks a person to type a word as it is: nothing that a finger does by itself. @throws Exit 2 without a terminal. */
export async function typedInPerson(question: string, word: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Exit(EXIT.usage, `${question} only a person types that; run it in a terminal`);
  }
  return (await answer(question)).trim() === word;
}

const ask = async (question: string): Promise<boolean> => /^y(es)?$/i.test((await answer(`${question} [y/N] `)).trim());

async function answer(question: string): Promise<string> {
  // Whoever asked before for what must not be seen closed the standard input: the terminal itself is still there.
  const own = process.stdin.destroyed ? new ReadStream(openSync("/dev/tty", "r")) : null;
  const terminal = createInterface({ input: own ?? process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
    own?.destroy();
  }
}
