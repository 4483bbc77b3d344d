import type { Cli } from "../cli.ts";
import type { ExitCode } from "../exit.ts";
import type { Home } from "../home.ts";

/** What a command gets: words after its name, flags behind their wall, and where the account lies. */
export interface CommandContext {
  readonly words: readonly string[];
  readonly flags: Cli["flags"];
  readonly home: Home;
  /** One line of output. */
  readonly say: (line: string) => void;
}

/** One row of the command table. */
export interface Command {
  /** "proposals [list|show ID|accept ID|reject ID]" */
  readonly usage: string;
  readonly about: string;
  readonly run: (context: CommandContext) => Promise<ExitCode>;
}

/** The reason given with --reason, or what the command itself says. */
export const reasonOf = ({ flags }: CommandContext, otherwise: string): string =>
  typeof flags["reason"] === "string" ? flags["reason"] : otherwise;
