/**
 * How long a no lasts. `moment`: it was not judged, or not known to be; the same may be let pass later, as it stands.
 * `question`: this was judged, and the same is refused again. `client`: whatever this client asks is refused.
 */
export type Lasts = "moment" | "question" | "client";

/**
 * Every way in which the gate says no to a frame (an intent that was judged and denied is an answer, not one of these).
 * The first five codes are JSON-RPC's own; all others share -32001 and are told apart by `reason`.
 */
export const REFUSALS = {
  PARSE_ERROR: { code: -32700, lasts: "question", remedy: "send one JSON object a line" },
  INVALID_REQUEST: {
    code: -32600,
    lasts: "question",
    remedy: 'send {"jsonrpc":"2.0","id":1,"method":"...","params":{}}',
  },
  METHOD_NOT_FOUND: { code: -32601, lasts: "question", remedy: "see docs/protocol.md for the verbs of this socket" },
  INVALID_PARAMS: { code: -32602, lasts: "question", remedy: "see docs/protocol.md for the parameters of this verb" },
  INTERNAL: { code: -32603, lasts: "moment", remedy: "see `trade gate logs`; the gate refused to guess" },
  LINE_TOO_LONG: { code: -32001, lasts: "question", remedy: "keep every line within 65,536 bytes" },
  HELLO_FIRST: { code: -32001, lasts: "moment", remedy: "send hello before anything else" },
  PROTOCOL_MISMATCH: {
    code: -32001,
    lasts: "client",
    remedy: "install the same version of trade on both sides; restart the gate",
  },
  AGENT_BUSY: {
    code: -32001,
    lasts: "client",
    remedy: "another agent holds the lease: use `trade watch`, or stop that one",
  },
  RATE_LIMITED: { code: -32001, lasts: "moment", remedy: "slow down: the frame was dropped before any check" },
  TOO_MANY_CLIENTS: { code: -32001, lasts: "moment", remedy: "close a cockpit or a watcher" },
  UNAUTHORIZED: {
    code: -32001,
    lasts: "question",
    remedy: "run the command in another terminal: this process also holds the agent",
  },
  LOCKED: { code: -32001, lasts: "moment", remedy: "unlock with the operator's passphrase first" },
  UNKNOWN_ID: { code: -32001, lasts: "question", remedy: "check the id with `trade status` or `trade proposals`" },
  NOT_ALLOWED_NOW: { code: -32001, lasts: "question", remedy: "see `trade status` for what holds trading" },
  TOO_MANY_WAIT: {
    code: -32001,
    lasts: "moment",
    remedy: "answer some: `trade proposals`, then accept or reject",
  },
  LOOSENS: {
    code: -32001,
    lasts: "question",
    remedy: "a person accepts what loosens: `trade proposals accept ID`; of safety.yaml `trade safety accept`",
  },
  SAFETY_UNUSABLE: {
    code: -32001,
    lasts: "moment",
    remedy: "mend it (`trade safety check`); the limits in force stay as they are",
  },
  GATE_ONLY_STOPS: {
    code: -32001,
    lasts: "question",
    remedy:
      "run it under a supervisor (`trade install --systemd`), or take that on you: `trade arm --small --gate-only`",
  },
  JOURNAL_UNWRITABLE: {
    code: -32001,
    lasts: "moment",
    remedy: "free the disk or repair its permissions, then `trade gate start`",
  },
} as const satisfies Record<string, { code: number; lasts: Lasts; remedy: string }>;
export type RefusalReason = keyof typeof REFUSALS;

/** A "no" on its way to a client. `message` says what and where in one line. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.name = "Refusal";
    this.reason = reason;
  }
}
