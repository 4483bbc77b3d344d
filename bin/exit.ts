import { InputError } from "../src/store/input.ts";

/** What a shell learns from us. Denials are not failures. */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 3, unreachable: 4, unsafe: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An end of the process with one line that says what, where and what to do. */
export class Exit extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = "Exit";
    this.code = code;
  }
}

/** The exit code and the line of whatever was thrown. */
export function endOf(error: unknown): { code: ExitCode; line: string } {
  if (error instanceof Exit) return { code: error.code, line: error.message };
  if (error instanceof InputError) return { code: EXIT.usage, line: error.message };
  return { code: EXIT.failed, line: error instanceof Error ? error.message : String(error) };
}
