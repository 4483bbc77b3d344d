import { EXIT, Exit } from "../exit.ts";
import type { Asking } from "./passphrases.ts";

/** More lines than any key has. */
const MAX_LINES = 60;

/**
 * A key as a person pastes it, hidden: the whole JSON file of Coinbase's, or first the name and then the private key, a
 * PEM of several lines or a single one. Gives the text of a JSON file. @throws Exit 2 when no end comes.
 */
export async function pastedKey({ ask }: Pick<Asking, "ask">): Promise<string> {
  const first = (await ask("paste the key's JSON file, or the key's name (not shown): ")).trim();
  if (first.startsWith("{")) return until(ask, first, isJson);
  const line = (await ask("paste the private key (not shown): ")).trim();
  const isPart = line.startsWith("-----BEGIN") && !line.includes("-----END");
  const privateKey = isPart ? await until(ask, line, (text) => text.includes("-----END")) : line;
  return JSON.stringify({ name: first, privateKey });
}

async function until(ask: Asking["ask"], first: string, isWhole: (text: string) => boolean): Promise<string> {
  let text = first;
  for (let lines = 1; lines < MAX_LINES; lines += 1) {
    if (isWhole(text)) return text;
    text += `\n${await ask("")}`;
  }
  throw new Exit(
    EXIT.usage,
    "the end of the key did not come; store it in a file and use `trade keys add --file FILE`",
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
