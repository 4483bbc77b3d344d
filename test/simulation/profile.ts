import type { ExchangeFault } from "./faults.ts";

/** What the agent may do, sound and unsound. */
export const AGENT_MOVES = [
  "enter",
  "leave",
  "cancel",
  "tighten",
  "loosen",
  "nonsense",
  "repeat",
  "flood",
  "silence",
] as const;
export const OPERATOR_MOVES = ["kill", "reduce", "resume", "flatten", "close"] as const;
/** What befalls the gate's machine. */
export const MACHINE_FAULTS = ["crashBefore", "crashAfter", "crashActing", "diskFull", "clockJump"] as const;
/** What somebody does at the exchange by hand. */
export const HAND_MOVES = ["handCancels", "handBuys", "handSells", "handOrders"] as const;
/** What befalls the gate's quotes. */
export const QUOTE_FAULTS = ["quotesStale", "quotesCrossed"] as const;

export type MoveKind =
  | (typeof AGENT_MOVES)[number]
  | (typeof OPERATOR_MOVES)[number]
  | (typeof MACHINE_FAULTS)[number]
  | (typeof HAND_MOVES)[number]
  | (typeof QUOTE_FAULTS)[number]
  | ExchangeFault;

/** How often a day each of them happens, on the average. What is not named does not happen. */
export type Profile = Readonly<Partial<Record<MoveKind, number>>>;

const usual = {
  enter: 14,
  leave: 3,
  cancel: 2,
  tighten: 2,
  kill: 0.2,
  reduce: 0.1,
  resume: 4,
  flatten: 0.15,
  close: 0.4,
} as const;

/** A good day: everything answers. The agent and the operator work; people stumble over a cable once a week. */
const calm: Profile = { ...usual, crashBefore: 0.05, crashAfter: 0.05, crashActing: 0.05, fillPart: 2 };

/** What a month brings, in a day. */
const ordinary: Profile = {
  ...usual,
  loosen: 0.5,
  nonsense: 0.5,
  repeat: 0.5,
  silence: 0.3,
  crashBefore: 0.2,
  crashAfter: 0.2,
  crashActing: 0.2,
  diskFull: 0.05,
  dropAfterAccept: 0.5,
  errorAfterAccept: 0.3,
  timeoutBeforeAccept: 0.5,
  reject: 0.5,
  cancelLost: 0.3,
  cancelUnanswered: 0.3,
  cancelSlow: 0.5,
  cancelLosesRace: 0.3,
  stopJumped: 0.2,
  fillPart: 3,
  outage: 0.2,
  findBlind: 0.3,
  fillsLate: 0.3,
  handCancels: 0.1,
  quotesStale: 0.2,
};

/** Everything that can go wrong does, several times a day, also at once. */
const hostile: Profile = {
  ...usual,
  kill: 0.4,
  flatten: 0.3,
  close: 0.6,
  loosen: 1,
  nonsense: 1,
  repeat: 1,
  flood: 0.1,
  silence: 0.5,
  crashBefore: 0.7,
  crashAfter: 0.7,
  crashActing: 0.7,
  diskFull: 0.2,
  clockJump: 0.3,
  dropAfterAccept: 1.5,
  errorAfterAccept: 1,
  timeoutBeforeAccept: 1.5,
  acceptLate: 1.5,
  reject: 1,
  cancelLost: 1,
  cancelUnanswered: 1,
  cancelSlow: 1,
  cancelLosesRace: 1,
  stopJumped: 1,
  fillPart: 5,
  outage: 0.5,
  findBlind: 1.5,
  pagesLag: 1,
  fillsLate: 1,
  fillsTwice: 1,
  fillsShuffled: 1,
  handCancels: 0.5,
  handBuys: 0.4,
  handSells: 0.3,
  handOrders: 0.3,
  quotesStale: 0.3,
  quotesCrossed: 0.3,
};

export const PROFILES = { calm, ordinary, hostile } as const;
export type ProfileName = keyof typeof PROFILES;
