import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { inputError } from "./input.ts";

/** A whole file as UTF-8. @throws InputError when it cannot be read, is larger than `maxBytes`, or is no UTF-8 text. */
export function readText(path: string, maxBytes: number): string {
  let bytes: Buffer;
  try {
    const { size } = statSync(path);
    if (size > maxBytes) throw inputError(path, `the file has ${size} bytes`, `at most ${maxBytes} are read; split it`);
    bytes = readFileSync(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw inputError(path, `cannot be read (${String(error.code)})`, "check the path and its permissions");
  }
  const text = bytes.toString("utf8");
  // What is no UTF-8 was replaced by this mark: another text than the one that was written.
  const offset = isUtf8(bytes) ? text.indexOf("\u0000") : text.indexOf("\ufffd");
  if (offset >= 0) throw inputError(placeOf(path, text, offset), "this is no text file", "give a UTF-8 text file");
  return text;
}

function placeOf(path: string, text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${path}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
