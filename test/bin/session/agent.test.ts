import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import test from "ava";
import { startAgentWorker } from "../../../bin/session/agent.ts";
import type { AgentView } from "../../../src/agent/cockpit/view.ts";
import { tempDir } from "../../store/temp.ts";

test("an agent that crashes is told with its cause and started again, and the cockpit's process lives on", async (t) => {
  const folder = tempDir(t);
  const agentDb = join(folder, "agent.db");
  writeFileSync(agentDb, "this is no journal");
  const views: AgentView[] = [];
  const { promise: restarting, resolve } = Promise.withResolvers<void>();
  const onView = (view: AgentView) => {
    views.push(view);
    if (view.state === "restarting") resolve();
  };
  const agent = startAgentWorker({ agentSocket: join(folder, "agent.sock"), agentDb }, null, { onView });
  await restarting;
  t.like(views.at(-1), { state: "restarting", restarts: 1 });
  t.regex(views.at(-1)?.detail ?? "", /agent\.db.*again in 1 s/);
  await agent.stop();
  t.is(views.at(-1)?.state, "off");
});

test("an agent that does not stop when it is told to is ended: leaving the screen never hangs", async (t) => {
  const folder = tempDir(t);
  const agentSocket = join(folder, "agent.sock");
  const server = createServer().listen(agentSocket);
  t.teardown(() => server.close());
  const agent = startAgentWorker({ agentSocket, agentDb: join(folder, "agent.db") }, null, {}, 1);
  await t.notThrowsAsync(agent.stop());
});
