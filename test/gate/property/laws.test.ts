import test from "ava";
import * as fc from "fast-check";
import type { Limits } from "../../../src/gate/safety/schema.ts";
import { safetyWith, shipped } from "../facts.ts";
import { LAWS_OF_LIMITS } from "./lawsOfLimits.ts";
import { LAWS_OF_MONEY } from "./lawsOfMoney.ts";
import { LAWS_OF_ORDERS } from "./lawsOfOrders.ts";
import { live, type Onlooker } from "./life.ts";
import { anyMoves, entryMoves } from "./moves.ts";

/** Each law is held to every one of these lives. */
const LIVES = 10_000;
const LAWS = [...LAWS_OF_ORDERS, ...LAWS_OF_MONEY, ...LAWS_OF_LIMITS];

const risky = (limits: Limits): Limits => ({
  ...limits,
  stops: { maxDistancePct: 50, maxRiskPct: 100, maxOpenRiskPct: 100 },
});
/** The limits as they are shipped; with room for risk, so that the others bind; with a person asked early and a day's budget that is small. */
const SAFETIES = [
  shipped,
  safetyWith(risky),
  safetyWith((limits) => ({
    ...risky(limits),
    approval: { aboveNotionalPct: 8, expireAfterCandles: 2 },
    budgets: { ...limits.budgets, maxTurnoverPct: 60 },
    orders: { ...limits.orders, maxEntriesPerRulePerHour: 2, maxOpenOrdersPerSymbol: 4 },
  })),
];
const seen = new Map<string, number>();
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
/** What these lives reach, so that a law is not held by nothing ever happening. */
const counting: Onlooker = {
  event({ event }) {
    count(event.type);
    if (event.type === "intent.denied") for (const code of event.data.denials) count(code);
  },
};
let lives = 0;
const broken = new Map<string, string>();

test.before(() => {
  const life = fc.tuple(fc.oneof({ weight: 3, arbitrary: anyMoves }, entryMoves), fc.constantFrom(...SAFETIES));
  const check = fc.check(
    fc.property(life, ([moves, safety]) => {
      const onlookers = LAWS.map(({ title, watch }) => named(title, watch(safety)));
      live(moves, safety, [counting, ...onlookers]);
      lives += 1;
    }),
    { numRuns: LIVES, seed: 20_260_105 },
  );
  if (!check.failed) return;
  const law = LAWS.find(({ title }) => String(check.errorInstance).includes(title))?.title ?? "?";
  broken.set(law, fc.defaultReportMessage(check) ?? "");
});

/** An onlooker whose complaint names its law. */
function named(title: string, onlooker: Onlooker): Onlooker {
  const under =
    <Args extends readonly unknown[]>(look?: (...args: Args) => void) =>
    (...args: Args): void => {
      try {
        look?.(...args);
      } catch (error) {
        throw new Error(`${title}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    };
  return { event: under(onlooker.event), command: under(onlooker.command), end: under(onlooker.end) };
}

for (const { title } of LAWS) {
  test(title, (t) => {
    t.is(broken.get(title), undefined);
    t.is(lives, LIVES, `every life was looked at; broken: ${[...broken.keys()].join(", ")}`);
  });
}

test("these lives reach what the laws are about", (t) => {
  const reached = [
    "intent.approved",
    "intent.denied",
    "intent.waiting",
    "order.filled",
    "order.unknown",
    "order.rejected",
    "position.closed",
    "stop.triggered",
    "stop.tightened",
    "hold.placed",
    "hold.cleared",
    "flatten.completed",
    "cash.moved",
    "external.traded",
    "external.adopted",
    "SYMBOL_EXPOSURE",
    "GROSS_EXPOSURE",
    "CLUSTER_EXPOSURE",
    "NOTIONAL_ABOVE_MAX",
    "NOTIONAL_PCT_ABOVE_MAX",
    "POSITION_COUNT",
    "RISK_PER_TRADE",
    "OPEN_RISK",
    "INSUFFICIENT_BALANCE",
    "APPROVAL_REQUIRED",
    "TURNOVER_BUDGET",
    "RULE_ENTRY_RATE",
    "OPEN_ORDERS_SYMBOL",
  ];
  for (const what of reached) t.true((seen.get(what) ?? 0) >= 20, `${what}: ${seen.get(what) ?? 0}`);
});
