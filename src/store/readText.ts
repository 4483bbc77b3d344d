import { readFileSync, statSync } from "node:fs";
import { inputError } from "./input.ts";

/** A whole file as UTF-8. @throws InputError when it cannot be read or is larger than `maxBytes`. */
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
  if (text.includes("\u0000")) throw inputError(path, "this is no text file", "give a UTF-8 text file");
  return text;
}
