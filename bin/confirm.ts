import { createInterface } from "node:readline/promises";
import type { Cli } from "./cli.ts";
import { EXIT, Exit } from "./exit.ts";

/** Asks on the terminal; --yes answers beforehand. @throws Exit 2 when there is nobody to ask. */
export async function confirm(flags: Cli["flags"], question: string): Promise<boolean> {
  if (flags["yes"] === true) return true;
  if (!process.stdin.isTTY) throw new Exit(EXIT.usage, `${question} there is no terminal to ask on; add --yes`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
