import type { Hello } from "../../gate/contract/agentVerbs.ts";
import { timeframeMs } from "../../store/time.ts";
import { CandleHistory } from "../learning/candleHistory.ts";
import { Evolver, type EvolverOptions } from "../learning/evolver.ts";
import type { GateView } from "./gateView.ts";
import type { Learned } from "./learned.ts";
import type { Memory } from "./memory.ts";
import type { AgentOptions } from "./options.ts";

interface Around {
  readonly hello: Hello;
  readonly memory: Memory;
  readonly learned: Learned;
  readonly view: GateView;
  readonly hooks: Pick<EvolverOptions, "call" | "say" | "onProgress">;
}

/** Loop 2 with the candles it looks back on; null where nobody gave it the means. */
export function evolutionOn({ learning, instruments, monotonicMs }: AgentOptions, around: Around) {
  if (learning === undefined) return null;
  const { hello, memory, learned, view, hooks } = around;
  const { symbols, timeframe, market } = hello.binding;
  const history = new CandleHistory();
  const isReal = market.kind === "coinbase";
  for (const symbol of isReal ? symbols : []) {
    const columns = learning.archived(symbol, timeframe);
    if (columns !== null) history.preload(symbol, columns);
  }
  const evolver = new Evolver({
    ...hooks,
    memory,
    known: () => ({
      evolution: learned.evolution,
      rulings: learned.rulings,
      beliefs: learned.beliefs.beliefs,
    }),
    history,
    instruments,
    symbols,
    candleMs: timeframeMs(timeframe),
    costs: () => view.costs,
    budget: learning.budget,
    startCycle: learning.startCycle,
    waits: !isReal,
    seed: hello.journalId,
    monotonicMs,
  });
  return { history, evolver };
}
