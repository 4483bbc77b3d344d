import type { GateEvent, GateEventType } from "../../store/events/gate.ts";
import type { Id } from "../../store/ids.ts";
import { isPositive, type Money } from "../../store/money.ts";
import { moveOf, titleOf } from "../../store/words/proposal.ts";
import { fixed, grouped, rounded, signed } from "./amount.ts";
import type { Name, Names } from "./names.ts";
import type { TapeLine, Tone } from "./view.ts";

type DataOf<Type extends GateEventType> = Extract<GateEvent, { type: Type }>["data"];
type Told = readonly [tone: Tone, text: string] | null;
type Row<Type extends GateEventType> = (data: DataOf<Type>, names: Names) => Told;

const UNKNOWN: Name = { ruleId: "", symbol: "", side: "", role: "" };

/**
 * The way of a resting stop from one price to the next is cancel, confirm, place, accept, candle after candle: it is told
 * once, where it opens and where it tightens, and where it goes wrong. `trade log` has all of it.
 */
const isStop = (names: Names, id: Id): boolean => names[id]?.role === "stop";

/** "ema-trend BTC/USD", or the id's first eight digits when nothing else is known of it. */
function who(names: Names, id: Id): string {
  const name = names[id] ?? UNKNOWN;
  return [name.ruleId, name.symbol].filter((word) => word !== "").join(" ") || id.slice(0, 8);
}
const because = (reason: string): string => (reason === "" ? "" : `: ${reason}`);
const rText = (r: number | null): string => (r === null ? "" : ` ${r < 0 ? "-" : "+"}${Math.abs(r).toFixed(2)}R`);
const cash = (value: Money): string => fixed(value, 2);

function filled(data: DataOf<"order.filled">, names: Names): Told {
  const name = names[data.clientOrderId] ?? UNKNOWN;
  const what = [name.side, grouped(data.lastQuantity), name.symbol].filter((word) => word !== "").join(" ");
  const left = isPositive(data.leavesQuantity) ? ` (${grouped(data.leavesQuantity)} left)` : "";
  const by = name.ruleId === "" ? data.clientOrderId.slice(0, 8) : name.ruleId;
  return ["good", `FILL  ${what} @ ${grouped(data.lastPrice)} fee ${cash(data.commission)}${left} · ${by}`];
}

function closed(data: DataOf<"position.closed">): Told {
  const tone = isPositive(data.realizedPnl) ? "good" : "bad";
  const pnl = `${signed(data.realizedPnl, 2)}${rText(data.r)}`;
  return [tone, `CLOSED  ${data.ruleId} ${data.symbol} ${data.side} ${pnl}: ${data.exitReason}`];
}

function reserved(data: DataOf<"order.reserved">): Told {
  if (data.role === "stop") return null;
  const price = data.limitPrice ?? data.stopPrice ?? data.collarPrice;
  const at = price === null ? "" : ` @ ${grouped(price)}`;
  const what = `${data.side} ${grouped(data.quantity)} ${data.symbol}${at}`;
  return ["plain", `ORDER  ${data.role} ${data.type} ${what} · ${data.ruleId} · ${data.reason}`];
}

function held(data: DataOf<"hold.placed">): Told {
  const word = data.level === "halted" ? "HALTED" : "REDUCING";
  return [data.level === "halted" ? "bad" : "warn", `${word}  ${data.cause}${because(rounded(data.detail))}`];
}

function asked(data: DataOf<"intent.received">): Told {
  const { intent } = data;
  const what = `${intent.purpose} ${intent.side} ${grouped(intent.quantity)} ${intent.symbol}`;
  return ["faint", `INTENT  ${what} · ${intent.ruleId}: ${intent.thesis.claim}`];
}

function reconciled(data: DataOf<"gate.reconciled">): Told {
  // At a real venue that is said every minute: only what does not agree is news.
  if (data.at !== undefined && data.differences.length === 0) return null;
  if (data.differences.length === 0) return ["plain", `RECONCILED  ${data.orders} orders agree with the venue`];
  return ["warn", `RECONCILED  ${data.differences.length} differences: ${data.differences.join("; ")}`];
}

function statusChanged(data: DataOf<"rule.status_changed">): Told {
  const tone = data.status === "active" ? "good" : "warn";
  return [tone, `RULE  ${data.ruleId} is ${data.status}, by ${data.by}${because(data.reason)}`];
}

/** One row a type: what the operator reads of it; null is no line. Every type must stand here. */
const ROWS: { readonly [Type in GateEventType]: Row<Type> } = {
  "account.opened": (data) => [
    "plain",
    `ACCOUNT  ${data.binding.mode} on ${data.binding.market.kind} with ${cash(data.startingCash)} ${data.binding.currency}`,
  ],
  "gate.started": (data) => ["plain", `GATE  started, recovered to event ${data.recoveredSeq}`],
  "gate.stopped": (data) => ["warn", `GATE  stopped${because(data.reason)}`],
  "gate.reconciled": reconciled,
  "gate.recovered": (data) => [
    "warn",
    `MEMORY  is written again, ${data.notes} notes taken over${because(data.cause)}`,
  ],
  "foreign.listed": (data) => ["warn", `FOREIGN  ${data.orders.length} orders at the venue are not this gate's`],
  "safety.accepted": (data) => ["plain", `SAFETY  limits ${data.hash.slice(0, 8)} are in force`],
  "safety.refused": (data) => [
    "bad",
    `SAFETY  safety.yaml is not taken, the limits before it hold: ${data.lines.join("; ")}`,
  ],
  "arming.changed": (data) => [
    data.level === "off" ? "warn" : "bad",
    `${data.level === "off" ? "DISARMED" : `ARMED  ${data.level}`}  by ${data.by}${because(data.reason)}`,
  ],
  "market.advanced": () => null,
  "market.quoted": () => null,
  "instruments.listed": () => null,
  "week.opened": (data) => ["faint", `WEEK  of ${data.week} opens at equity ${cash(data.equity)}`],
  "cash.moved": (data) => [
    "plain",
    `CASH  ${signed(data.amount, 2)} ${isPositive(data.amount) ? "came in" : "went out"}: ${data.reference}`,
  ],
  "external.traded": (data) => [
    "warn",
    `EXTERNAL  ${data.side} ${grouped(data.lastQuantity)} ${data.symbol} @ ${grouped(data.lastPrice)}: not by this gate`,
  ],
  "external.moved": (data) => [
    "warn",
    `EXTERNAL  ${signed(data.quantity, 8)} ${data.symbol} moved at the venue, worth ${signed(data.value, 2)}`,
  ],
  "external.settled": (data, names) => [
    "warn",
    `SETTLED  ${who(names, data.positionId)} gave up ${grouped(data.quantity)} @ ${grouped(data.price)}: sold past the gate`,
  ],
  "external.adopted": (data) => [
    "plain",
    `ADOPTED  ${grouped(data.quantity)} ${data.symbol} by ${data.ruleId}, stop ${grouped(data.stopPrice)}`,
  ],
  "exposure.watched": (data) => [
    "warn",
    `COUNTS  ${data.sources.length === 0 ? "nothing that is held elsewhere" : `what is held at ${data.sources.join(", ")}`}`,
  ],
  "exposure.seen": () => null,
  "day.opened": (data) => ["faint", `DAY  ${data.day} opens at equity ${cash(data.equity)}`],
  "intent.received": asked,
  "intent.denied": (data) => ["warn", `DENIED  ${data.ruleId} ${data.symbol}: ${data.denials.join(", ")}`],
  "intent.approved": (data, names) => ["plain", `APPROVED  ${who(names, data.intentId)}`],
  "intent.waiting": (data, names) => [
    "warn",
    `WAITING  ${who(names, data.intentId)}: it is larger than goes by itself`,
  ],
  "order.reserved": reserved,
  "order.submitted": () => null,
  "order.accepted": (data, names) =>
    isStop(names, data.clientOrderId) ? null : ["faint", `ACCEPTED  ${who(names, data.clientOrderId)} by the venue`],
  "order.rejected": (data, names) => ["bad", `REJECTED  ${who(names, data.clientOrderId)}${because(data.reason)}`],
  "order.unknown": (data, names) => ["bad", `UNKNOWN  ${who(names, data.clientOrderId)}${because(data.cause)}`],
  "order.missed": (data, names) => ["faint", `NOT FOUND  ${who(names, data.clientOrderId)}, look ${data.looks}`],
  "order.abandoned": (data, names) => ["bad", `ABANDONED  ${who(names, data.clientOrderId)}${because(data.cause)}`],
  "order.resurfaced": (data, names) => [
    "bad",
    `RESURFACED  ${who(names, data.clientOrderId)} is at the venue after all: it is asked to go`,
  ],
  "order.filled": filled,
  "order.pending_cancel": (data, names) =>
    isStop(names, data.clientOrderId)
      ? null
      : ["faint", `CANCELING  ${who(names, data.clientOrderId)}${because(data.cause)}`],
  "order.canceled": (data, names) =>
    isStop(names, data.clientOrderId)
      ? null
      : ["plain", `CANCELED  ${who(names, data.clientOrderId)}${because(data.cause)}`],
  "order.expired": (data, names) => ["plain", `EXPIRED  ${who(names, data.clientOrderId)}${because(data.cause)}`],
  "position.opened": (data) => [
    "plain",
    `OPENED  ${data.ruleId} ${data.symbol} ${data.side}, stop ${grouped(data.stopPrice)}`,
  ],
  "position.closed": closed,
  "stop.triggered": (data, names) => [
    "warn",
    `STOP  ${who(names, data.positionId)} ${grouped(data.stopPrice)} crossed at ${grouped(data.markPrice)}`,
  ],
  "stop.tightened": (data, names) => [
    "plain",
    `STOP  ${who(names, data.positionId)} tightened ${grouped(data.from)} → ${grouped(data.to)}`,
  ],
  "hold.placed": held,
  "hold.cleared": (data) => ["good", `CLEARED  ${data.cause}, by ${data.by}${because(data.reason)}`],
  "flatten.requested": (data) => ["warn", `FLATTEN  ${data.symbol ?? "everything"} requested`],
  "flatten.completed": (data) => ["good", `FLAT  ${data.symbol ?? "everything"}: the venue confirms`],
  "proposal.submitted": (data) => [
    "warn",
    data.kind === "order.approve"
      ? `ASKS YOU  ${titleOf(data)}, worth ${cash(data.notional)}: accept or reject it`
      : data.kind === "settings.change"
        ? `PROPOSAL  the loops would run by ${titleOf(data)}`
        : `PROPOSAL  ${titleOf(data)} ${moveOf(data)}`,
  ],
  "proposal.accepted": (data, names) => ["good", `PROPOSAL  ${who(names, data.proposalId)} accepted by ${data.by}`],
  "proposal.rejected": (data, names) => [
    "plain",
    `PROPOSAL  ${who(names, data.proposalId)} rejected by ${data.by}${because(data.reason)}`,
  ],
  "proposal.expired": (data, names) => [
    "faint",
    `PROPOSAL  ${who(names, data.proposalId)} ${data.reason === undefined ? "expired unanswered" : `ended: ${data.reason}`}`,
  ],
  "rule.accepted": (data) => ["good", `RULE  ${data.document.id} v${data.document.version} is in the rulebook`],
  "rule.rolled_back": (data) => [
    "warn",
    `RULE  ${data.document.id} goes back to what it was, as v${data.document.version}, by ${data.by}${because(data.reason)}`,
  ],
  "rule.status_changed": statusChanged,
  "agent.attached": (data) => ["good", `AGENT  attached: ${data.client}`],
  "agent.detached": (data) => ["warn", `AGENT  detached${because(data.cause)}`],
  "dead_man.warned": (data) => ["bad", `DEAD-MAN  the agent is silent for ${(data.silentMs / 1_000).toFixed(0)} s`],
  "rate.limited": (data) => ["warn", `FLOOD  ${data.frames} frames of the agent were dropped`],
};

/** The event in the operator's words; null for what happens at every candle and would drown the rest. */
export function tapeLine(event: GateEvent, names: Names): TapeLine | null {
  const row = ROWS[event.type] as Row<GateEventType>;
  const told = row(event.data, names);
  return told === null ? null : { seq: event.seq, at: event.ts, type: event.type, tone: told[0], text: told[1] };
}
