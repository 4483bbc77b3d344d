import type { ProposalRow, RuleRow } from "../../gate/contract/rulebook.ts";
import type { Status } from "../../gate/contract/status.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Names } from "./names.ts";

/** What the screen knows of its line to the gate. `lost`: what is shown is old. `refused`: and trying again is no use. */
export interface LinkView {
  readonly state: "connecting" | "live" | "lost" | "refused";
  /** One line for the operator: what is wrong and what to type. Empty while live. */
  readonly detail: string;
}

/**
 * What the screen knows of the agent worker of its own process (a watcher has none: `off`). `stale`: it runs and makes no
 * signals. `reconnecting`: it runs and has no line to the gate.
 */
export interface AgentView {
  readonly state: "off" | "starting" | "running" | "stale" | "reconnecting" | "restarting" | "down";
  readonly restarts: number;
  /** One line for the operator: why, and what to do. */
  readonly detail: string;
  /** How far the cycle of evolution is that runs now, or what a due one waits for; empty: neither. */
  readonly evolution: string;
  /** Why loop 2 does not go on, where it waits for a person or for the gate; empty: it does not wait. */
  readonly held: string;
  /** What the agent knows of each rule beside its numbers, in sentences. */
  readonly insights: Readonly<Record<string, readonly string[]>>;
}

export type Tone = "plain" | "good" | "bad" | "warn" | "faint";

/** One line of the tape: an event in the operator's words. */
export interface TapeLine {
  readonly seq: number;
  readonly at: Timestamp;
  readonly type: string;
  readonly text: string;
  readonly tone: Tone;
}

export interface EquityPoint {
  readonly at: Timestamp;
  readonly equity: number;
}

/** Everything the cockpit draws: a replica of the gate's state as of `status.gateSeq`, plus the agent's light. */
export interface View {
  /** `watch`: reads only; another process runs the agent. */
  readonly role: "cockpit" | "watch";
  readonly link: LinkView;
  /** Whether this process, and so its agent, is walled off from the gate's folder; null of a watcher, who has no agent. */
  readonly walls: boolean | null;
  readonly agent: AgentView;
  readonly status: Status | null;
  readonly equity: readonly EquityPoint[];
  readonly rules: readonly RuleRow[];
  readonly proposals: readonly ProposalRow[];
  /** Newest last, at most TAPE_LIMIT. */
  readonly tape: readonly TapeLine[];
  /** The latest signal's claim by rule, for the rules pane. */
  readonly theses: Readonly<Record<string, string>>;
  /** What ids in coming events stand for, so that a fill can be told with its symbol and rule. */
  readonly names: Names;
}

export const TAPE_LIMIT = 200;
export const EQUITY_LIMIT = 500;

export const emptyView = (role: View["role"]): View => ({
  role,
  link: { state: "connecting", detail: "connecting to the gate" },
  walls: null,
  agent: {
    state: role === "watch" ? "off" : "starting",
    restarts: 0,
    detail: "",
    evolution: "",
    held: "",
    insights: {},
  },
  status: null,
  equity: [],
  rules: [],
  proposals: [],
  tape: [],
  theses: {},
  names: {},
});
