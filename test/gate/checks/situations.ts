import type { GateState } from "../../../src/gate/mind/state.ts";
import type { Asked } from "../../../src/gate/checks/check.ts";
import type { Safety } from "../../../src/gate/safety/schema.ts";
import type { Intent } from "../../../src/store/words/intent.ts";
import { binding, BTC, entry, ETH, exit, filled, rule, safetyWith, shipped, submit } from "../facts.ts";
import { entryId, given, type Given } from "../given.ts";

/** What is judged: an intent on a state, under limits, a while after the tick that the state knows. */
export interface Case {
  readonly intent: Intent;
  readonly state: GateState;
  readonly safety?: Safety;
  readonly laterMs?: number;
  /** How it came in, what was known under its id, who said yes: a first frame, nothing, nobody when nothing is said. */
  readonly asked?: Partial<Omit<Asked, "intent">>;
}

/** Of each check: what it lets pass, what it refuses, the last thing it lets pass, and what it cannot judge. */
export interface Row {
  readonly passes: Case;
  readonly fails: Case;
  /** The very limit: the last that passes. Null where the check asks yes or no, and no more or less. */
  readonly boundary: Case | null;
  /** Its input is not there. Null where it cannot lack any. */
  readonly missing: Case | null;
}

export const fresh = given().state;
export const of = (change: Parameters<typeof entry>[1], state: GateState = fresh, safety?: Safety): Case => ({
  intent: entry(1, change),
  state,
  ...(safety === undefined ? {} : { safety }),
});
export const after = (g: Given, change: Parameters<typeof entry>[1] = {}): Case => ({
  intent: entry(9, change),
  state: g.state,
});
export const plain = of({});
export const unpriced = of({ symbol: ETH });
export const unlisted = of({ symbol: "NONE/USD" });
export const held = given(submit(entry(1)), filled(entryId(1), "2"));
export const leaving = (change: Parameters<typeof entry>[1] = {}, state: GateState = held.state): Case => ({
  intent: exit(9, change),
  state,
});
export const limits = (change: Parameters<typeof safetyWith>[0]): Safety => safetyWith(change);
type Limits = (typeof shipped)["limits"];
/** One section of the limits with some keys changed. */
export const section = <Name extends keyof Limits>(name: Name, change: Partial<Limits[Name]>): Safety =>
  limits((all) => ({ ...all, [name]: { ...(all[name] as object), ...change } }));
export const orders = (change: Partial<(typeof shipped)["limits"]["orders"]>): Safety =>
  limits((all) => ({ ...all, orders: { ...all.orders, ...change } }));
export const exposure = (change: Partial<(typeof shipped)["limits"]["exposure"]>): Safety =>
  limits((all) => ({ ...all, exposure: { ...all.exposure, ...change } }));
export const withStatus = (status: "paused" | "probation"): GateState =>
  given({ type: "rule.status", ruleId: "trend", status, by: "operator", reason: "why" }).state;
export const onlyBtc = given({
  event: "rule.accepted",
  data: { document: rule("trend", { version: 2, symbols: [BTC] }), by: "gate" },
}).state;
export const at = (candleTs: number): Parameters<typeof entry>[1] => ({ reference: { price: "100", candleTs } });
export const eth = { symbol: ETH, ruleId: "other" } as const;
/** 200 held and 204 promised in BTC, of an equity of 4999.5. */
export const busy = held.and(submit(entry(2, { ruleId: "other" })));
export const noCosts = { ...fresh, costs: null };
export const inBtc = { ...fresh, binding: { ...binding, currency: "BTC" } };
