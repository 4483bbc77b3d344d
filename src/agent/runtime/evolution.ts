import type { Hello } from "../../gate/contract/agentVerbs.ts";
import type { ArchiveKey } from "../../store/archive/archive.ts";
import type { Candle } from "../../store/market/candle.ts";
import { timeframeMs, type Timestamp } from "../../store/time.ts";
import { isRealMarket, marketName } from "../../store/words/account.ts";
import { sayOf } from "../gateClient/problem.ts";
import { Archivist } from "../learning/archivist.ts";
import { CandleHistory } from "../learning/candleHistory.ts";
import { Evolver, type EvolverOptions } from "../learning/evolver.ts";
import { NO_PLUGINS } from "../strategy/plugin.ts";
import type { GateView } from "./gateView.ts";
import type { Learned } from "./learned.ts";
import type { Memory } from "./memory.ts";
import type { AgentOptions } from "./options.ts";

interface Around {
  readonly hello: Hello;
  readonly memory: Memory;
  readonly learned: Learned;
  readonly view: GateView;
  readonly hooks: Pick<EvolverOptions, "call" | "say" | "onProgress" | "onHeld">;
}

/** Loop 2 with the candles it looks back on, and on real data their archive; null where nobody gave it the means. */
export function evolutionOn(
  { learning, instruments, monotonicMs, plugins = NO_PLUGINS }: AgentOptions,
  around: Around,
) {
  if (learning === undefined) return null;
  const { hello, memory, learned, view, hooks } = around;
  const { symbols, timeframe, market } = hello.binding;
  const history = new CandleHistory();
  const isReal = isRealMarket(market);
  const isFetchable = market.kind === "coinbase";
  const keyOf = (symbol: string): ArchiveKey => ({ venue: marketName(market), symbol, timeframe });
  if (isReal) preload(history, symbols.map(keyOf), learning, hooks);
  const evolver = new Evolver({
    ...hooks,
    memory,
    known: () => knownIn(learned),
    hintsOf: (incumbents) => learned.samples.hintsOf(incumbents, (document) => learned.beliefs.versionsOf(document)),
    history,
    instruments,
    symbols,
    candleMs: timeframeMs(timeframe),
    hasPlugin: (ruleId) => plugins.strategies.has(ruleId),
    costs: () => view.costs,
    budget: learning.budget,
    keepSetting: learning.keepSetting,
    startCycle: learning.startCycle,
    remedy: (symbol) => (isFetchable ? `; \`trade data fetch ${symbol} ${timeframe}\` and a new start bring more` : ""),
    waits: !isReal,
    seed: hello.journalId,
    monotonicMs,
  });
  const archiveOf = (symbol: string) => learning.archiveOf(keyOf(symbol));
  const archivist = isReal ? new Archivist({ candleMs: timeframeMs(timeframe), archiveOf, isFetchable }) : null;
  return {
    evolver,
    /** A candle that every rule has seen. */
    shown(symbol: string, candle: Candle): void {
      history.push(symbol, candle);
      archivist?.note(symbol, candle);
    },
    /** Once a candle that is acted on, when all else is done for it. */
    step(at: Timestamp): Promise<void> {
      for (const problem of archivist?.flush() ?? []) hooks.say(problem);
      return evolver.step(at);
    },
  };
}

const knownIn = ({ evolution, rulings, beliefs, insights, settings }: Learned) => ({
  evolution,
  rulings,
  beliefs: beliefs.beliefs,
  pauses: insights.pauses,
  settings,
});

/** What the archive holds. A broken one is history that is not there: nobody stops trading for it. */
function preload(
  history: CandleHistory,
  keys: readonly ArchiveKey[],
  learning: NonNullable<AgentOptions["learning"]>,
  { say }: Pick<EvolverOptions, "say">,
): void {
  for (const key of keys) {
    try {
      const columns = learning.archived(key);
      if (columns !== null) history.preload(key.symbol, columns);
    } catch (error) {
      say(`the archive of ${key.symbol} cannot be read, evolution goes without it: ${sayOf(error)}`);
    }
  }
}
