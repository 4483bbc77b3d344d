import type { OperatorVerb } from "../../gate/contract/operatorVerbs.ts";
import type { View } from "./view.ts";

/** What came of a command: one line for the screen. */
export interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

/**
 * The only thing panes touch of the world outside: a view that changes, and commands that go out on the operator's
 * socket. bin/ hands in the real one, tests a script.
 */
export interface CockpitPort {
  view(): View;
  /** Calls back after every change; the function returned stops that. */
  subscribe(changed: () => void): () => void;
  /** Ends the cycle of evolution that this process's agent runs, if one runs. */
  cancelCycle(): void;
  /** Never throws: a broken link is an Answer that says so. */
  send(verb: OperatorVerb, params: Readonly<Record<string, unknown>>): Promise<Answer>;
}
