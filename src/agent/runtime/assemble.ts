import type { Hello } from "../../gate/contract/agentVerbs.ts";
import { timeframeMs } from "../../store/time.ts";
import { CheckedWalk } from "../market/checkedWalk.ts";
import { ownWalk } from "../market/walk.ts";
import { CandleBook } from "./candleBook.ts";
import type { Journal } from "../../store/journal/journal.ts";
import { TradeRecord } from "./tradeRecord.ts";
import { Crew } from "./crew.ts";
import { BeliefBook } from "../learning/beliefBook.ts";
import { Doubts } from "./doubts.ts";
import { GateView } from "./gateView.ts";
import { CoreLoop, type LoopOptions } from "./loop.ts";
import { marketTime } from "./marketTime.ts";
import { bindTo, Memory, MirrorBroken } from "./memory.ts";
import type { AgentOptions } from "./options.ts";
import { shadowsOn } from "./shadows.ts";
import { Sight, type SightOptions } from "./sight.ts";

const MAX_ENTRY_PCT = 45;

export type Hooks = Pick<LoopOptions, "call" | "say" | "onCandle" | "onBroken"> & Pick<SightOptions, "onStale">;

/** Events of the gate that a new process reads back: some hundred trades, whatever the length of the history. */
const READ_BACK = 20_000;
const PAGE = 1_000;

function recalledFrom({ mirror }: Journal, journalId: string) {
  const [record, beliefs] = [new TradeRecord(), new BeliefBook()];
  const { seq } = mirror.last(journalId);
  for (let from = Math.max(1, seq - READ_BACK + 1); from <= seq; from += PAGE) {
    for (const event of mirror.read(from, PAGE)) {
      record.observe(event);
      // What an alarm asked for then was asked for then.
      beliefs.observe(event, () => "active");
    }
  }
  return { record, beliefs };
}

/**
 * Puts the parts together for the market that the first hello speaks of. @throws MirrorBroken when the journal is of
 * another account, InputError when the market cannot be walked.
 */
export function assemble(options: AgentOptions, hello: Hello, { onStale, ...hooks }: Hooks) {
  const { journal, instruments, maxEntryPct = MAX_ENTRY_PCT } = options;
  if (!bindTo(journal, hello)) throw new MirrorBroken("this memory is of another account; give each its own --home");
  const { symbols, timeframe } = hello.binding;
  const source = ownWalk(hello.binding, instruments);
  const walk = source === null ? null : new CheckedWalk(source);
  const { now, moveTo, nextId } = marketTime(hello, journal, walk?.openingTs ?? 0, options);
  const memory = new Memory(journal, nextId, now);
  const crew = new Crew(symbols, timeframe, options.plugins);
  const { record, beliefs } = recalledFrom(journal, hello.journalId);
  const doubts = new Doubts({ memory, beliefs, statusOf: (ruleId) => crew.statusOf(ruleId) });
  const seen = {
    memory,
    crew,
    now,
    book: new CandleBook(),
    record,
    candleMs: timeframeMs(timeframe),
  };
  const view = new GateView(journal);
  const shadows = shadowsOn({ memory, crew, view, candleMs: seen.candleMs });
  const sight = new Sight({
    ...seen,
    walk,
    moveTo,
    onStale,
    onShown: (symbol, candle) => shadows.step(symbol, candle),
  });
  const loop = new CoreLoop({ ...seen, ...hooks, sight, view, doubts, instruments, maxEntryPct });
  memory.tell("agent.started", { gateJournalId: hello.journalId, gateSeq: hello.gateSeq });
  return { agent: { memory, sight, loop }, symbols, timeframe };
}
