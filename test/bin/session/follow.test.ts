import test from "ava";
import { followAgent } from "../../../bin/session/follow.ts";
import { applyAgent, watching } from "../../../src/agent/cockpit/fold.ts";
import { type AgentView, emptyView } from "../../../src/agent/cockpit/view.ts";

const DOWN: AgentView = {
  state: "down",
  restarts: 0,
  detail: "another agent holds the lease",
  evolution: "",
  held: "",
  insights: {},
};

async function followed(view: AgentView, isBusy: () => Promise<boolean>) {
  let shown = emptyView("cockpit");
  const screen = {
    agent: (agent: AgentView) => void (shown = applyAgent(shown, agent)),
    watch: () => void (shown = watching(shown)),
  };
  await followAgent(screen, isBusy)(view);
  return shown;
}

test("an agent that came too late leaves a watcher that says so", async (t) => {
  const { role, agent } = await followed(DOWN, () => Promise.resolve(true));
  t.is(role, "watch");
  t.like(agent, { state: "off", detail: "another process runs it; this screen only reads" });
});

test("an agent that is down for any other reason is told as that, also when the gate does not answer", async (t) => {
  for (const isBusy of [() => Promise.resolve(false), () => Promise.reject(new Error("no gate"))]) {
    const { role, agent } = await followed(DOWN, isBusy);
    t.is(role, "cockpit");
    t.deepEqual(agent, DOWN);
  }
});
