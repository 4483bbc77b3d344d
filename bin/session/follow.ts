import type { AgentView } from "../../src/agent/cockpit/view.ts";

interface Followed {
  agent(view: AgentView): void;
  watch(): void;
}

/**
 * Shows how the agent is. One that is down since another process was faster (both looked, both found no agent, one got
 * the lease) leaves a screen that only watches; any other one that is down is told as that.
 */
export const followAgent =
  (screen: Followed, isBusy: () => Promise<boolean>) =>
  async (view: AgentView): Promise<void> => {
    screen.agent(view);
    if (view.state === "down" && (await isBusy().catch(() => false))) screen.watch();
  };
