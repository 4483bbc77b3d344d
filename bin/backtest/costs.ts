import type { Safety } from "../../src/gate/safety/schema.ts";
import type { CostModel } from "../../src/store/market/fill.ts";
import type { BacktestFlags } from "./flags.ts";

/** What trading costs: as the flags say, and where they say nothing as on a new paper account. */
export const costsOf = (
  flags: Pick<BacktestFlags, "feeBps" | "spreadBps" | "slippageBps">,
  paper: Safety["limits"]["paper"],
): CostModel => ({
  takerFeeBps: flags.feeBps ?? paper.takerFeeBps,
  makerFeeBps: flags.feeBps ?? paper.makerFeeBps,
  spreadBps: flags.spreadBps ?? paper.spreadBps,
  slippageBps: flags.slippageBps ?? paper.slippageBps,
});
