import type { Hello } from "../../gate/contract/agentVerbs.ts";
import { timeframeMs } from "../../store/time.ts";
import { CheckedWalk } from "../market/checkedWalk.ts";
import { ownWalk } from "../market/walk.ts";
import { CandleBook } from "./candleBook.ts";
import { Crew } from "./crew.ts";
import type { EvolverOptions } from "../learning/evolver.ts";
import { Doubts } from "./doubts.ts";
import { evolutionOn } from "./evolution.ts";
import { GateView } from "./gateView.ts";
import { recallLearned } from "./learned.ts";
import { CoreLoop, type LoopOptions } from "./loop.ts";
import { marketTime } from "./marketTime.ts";
import { bindTo, Memory, MirrorBroken } from "./memory.ts";
import type { AgentOptions } from "./options.ts";
import { shadowsOn } from "./shadows.ts";
import { Sight, type SightOptions } from "./sight.ts";

const MAX_ENTRY_PCT = 45;

export type Hooks = Pick<LoopOptions, "call" | "say" | "onCandle" | "onBroken"> &
  Pick<SightOptions, "onStale"> &
  Pick<EvolverOptions, "onProgress" | "onHeld">;

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
  const learned = recallLearned(journal, hello.journalId);
  const { record, beliefs } = learned;
  memory.listen((draft) => learned.ofAgent(draft));
  const doubts = new Doubts({
    memory,
    beliefs,
    pending: () => learned.doubts,
    statusOf: (ruleId) => crew.statusOf(ruleId),
    isChanged: (ruleId) => Object.hasOwn(learned.rulings.former, ruleId),
  });
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
  const evolution = evolutionOn(options, { hello, memory, learned, view, hooks });
  const sight = new Sight({
    ...seen,
    walk,
    moveTo,
    onStale,
    onShown(symbol, candle) {
      shadows.step(symbol, candle);
      evolution?.shown(symbol, candle);
    },
  });
  const evolver = evolution?.evolver ?? null;
  const parts = { sight, view, shadows, doubts, learned, evolution };
  const loop = new CoreLoop({ ...seen, ...hooks, ...parts, instruments, maxEntryPct });
  memory.tell("agent.started", { gateJournalId: hello.journalId, gateSeq: hello.gateSeq });
  return { agent: { memory, sight, loop, evolver, insights: learned.insights }, symbols, timeframe };
}
