import type { AgentEvent } from "../../store/events/agent.ts";
import type { Candle } from "../../store/market/candle.ts";
import type { CostModel } from "../../store/market/fill.ts";
import type { RuleWish } from "../../loops/counterfactual/shadow.ts";
import type { Timestamp } from "../../store/time.ts";
import { ShadowBook } from "../learning/shadowBook.ts";
import type { Crew } from "./crew.ts";
import type { GateView } from "./gateView.ts";
import type { Cause, Memory } from "./memory.ts";

/** Own events that a new process reads back for what is still followed: start-up does not grow with history. */
const READ_BACK = 20_000;
const PAGE = 1_000;
/** Dearer than any that is known, as for sizes: a counterfactual must not look better for want of knowledge. */
const UNKNOWN_COSTS: CostModel = { takerFeeBps: 150, makerFeeBps: 150, spreadBps: 0, slippageBps: 0 };

interface Around {
  readonly memory: Memory;
  readonly crew: Crew;
  readonly view: GateView;
  readonly candleMs: number;
}

/** Counterfactuals at work: hears what the agent tells, walks with every candle, and tells what came of each. */
export function shadowsOn({ memory, crew, view, candleMs }: Around) {
  const book = new ShadowBook<Cause>({
    candleMs,
    costs: () => view.costs ?? UNKNOWN_COSTS,
    wishOf: (ruleId, symbol, candle) => wishOf(crew, ruleId, symbol, candle),
  });
  recallInto(book, memory);
  memory.listen((draft, cause) => book.hear(draft, cause));
  return {
    isFollowing: (ruleId: string, symbol: string): boolean => book.isFollowing(ruleId, symbol),
    lastExit: (ruleId: string, symbol: string): Timestamp | null => book.lastExit(ruleId, symbol),
    step(symbol: string, candle: Candle): void {
      for (const [resolution, cause] of book.step(symbol, candle))
        memory.tell("counterfactual.resolved", resolution, cause);
    },
  };
}

function recallInto(book: ShadowBook<Cause>, { journal }: Memory): void {
  const { seq } = journal.head();
  for (let from = Math.max(1, seq - READ_BACK + 1); from <= seq; from += PAGE) {
    for (const event of journal.read(from, PAGE) as readonly AgentEvent[]) book.hear(event, event);
  }
}

/** The rule's own word on a position it would have: leave, a part to take off, or a stop closer to the close. */
function wishOf(crew: Crew, ruleId: string, symbol: string, { close }: Candle): RuleWish {
  const member = crew.find(ruleId, symbol);
  if (member === null || member.readings === null) return {};
  const { exitWhen, trailDistance } = member.readings;
  const { side, exit } = member.rule.document;
  if (exitWhen) return { leave: true };
  const part = exit.partial === undefined ? {} : { partial: exit.partial };
  if (trailDistance === null || !(trailDistance > 0)) return part;
  return { ...part, stopTo: side === "long" ? close - trailDistance : close + trailDistance };
}
