import { agentVerbs } from "../../src/gate/contract/agentVerbs.ts";
import { operatorVerbs } from "../../src/gate/contract/operatorVerbs.ts";
import { gateEvents } from "../../src/store/events/gate.ts";
import type { Intent } from "../../src/store/words/intent.ts";
import type { Verdict } from "../../src/store/words/verdict.ts";
import { idSource } from "../../src/store/ids.ts";
import { frame, HELLO, say } from "./gateLine.ts";

const nextId = idSource(() => Date.now(), Math.random);

/** An entry worth so many USD, of the first rule that is active, at the gate's own price with a stop 2 % below, as an agent would send it. */
async function wishOf(home: string, worth: number): Promise<Intent> {
  const listed = agentVerbs["rules.get"].result.parse(await asked(home, "agent", "rules.get", {}));
  const rule = listed.rules.find(({ document }) => document.status === "active")?.document;
  const read = { fromSeq: null, limit: 200 };
  const { events } = operatorVerbs["events.read"].result.parse(await asked(home, "operator", "events.read", read));
  const quote = events.findLast(({ type }) => type === "market.quoted");
  const { marks } = gateEvents["market.quoted"].parse(quote?.data);
  const price = marks["BTC/USD"]?.price ?? "0";
  const now = Date.now();
  return {
    intentId: nextId(),
    ruleId: rule?.id ?? "",
    ruleVersion: rule?.version ?? 0,
    symbol: "BTC/USD",
    purpose: "entry",
    side: "buy",
    quantity: (worth / Number(price)).toFixed(6),
    type: "market",
    timeInForce: "ioc",
    stopPrice: (Number(price) * 0.98).toFixed(2),
    thesis: { claim: "it rises", evidence: [], invalidation: "it falls", horizonBars: null, expectedR: null },
    reference: { price, candleTs: Math.floor(now / 300_000) * 300_000 - 300_000 },
    createdAt: now,
  };
}

/** What the gate makes of an entry: the verdict, whole. */
export async function wishes(home: string, worth: number): Promise<Verdict> {
  const intent = await wishOf(home, worth);
  return agentVerbs["intent.submit"].result.parse(await asked(home, "agent", "intent.submit", { intent }));
}

async function asked(home: string, side: "agent" | "operator", verb: string, params: object): Promise<unknown> {
  const [, answer] = await say(home, side, [HELLO, frame(2, verb, params)]);
  if (answer?.result === undefined) throw new Error(JSON.stringify(answer?.error));
  return answer.result;
}

export const denialsOf = ({ checks }: Verdict): readonly string[] =>
  checks.filter(({ passed }) => !passed).map(({ code }) => code);
