import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import test, { type ExecutionContext } from "ava";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import { FakeGate } from "../agent/fakeGate.ts";
import { eager, HISTORY, rulebook, SIM, ticks } from "../agent/runtime/stage.ts";

const exit = (worker: Worker) => new Promise<number>((done) => worker.once("exit", done));

async function workerOn(t: ExecutionContext, gate: FakeGate) {
  const instrumentsPath = join(dirname(gate.path), "instruments.yaml");
  writeFileSync(
    instrumentsPath,
    `instruments:
  - { symbol: BTC/USD, base: BTC, quote: USD, priceIncrement: "0.01", quantityIncrement: "0.00000001", minQuantity: "0.00000001", maxQuantity: "3400", minNotional: "1" }
`,
  );
  const agentDb = join(dirname(gate.path), "agent.db");
  const workerData = { agentSocket: gate.path, agentDb, instrumentsPath, client: "agent 1", pid: 1 };
  const reports: { state: string; intents: number }[] = [];
  const errors: Error[] = [];
  const start = () => {
    const worker = new Worker(new URL("../../bin/agent-worker.js", import.meta.url), { workerData });
    worker.on("message", (report: { state: string; intents: number }) => reports.push(report));
    worker.on("error", (error: Error) => errors.push(error));
    t.teardown(() => worker.terminate());
    return worker;
  };
  return { start, reports, errors, agentDb };
}

test("a worker trades, survives being killed, and stops when it is told to", async (t) => {
  const gate = new FakeGate(t, SIM, { "rules.get": rulebook(eager()) });
  gate.nextTick = HISTORY;
  await gate.listen();
  const { start, reports, errors, agentDb } = await workerOn(t, gate);
  const [first, second] = ticks(2);
  const one = start();
  await gate.until(() => reports.at(-1)?.state === "running");
  gate.tick(HISTORY, first!);
  await gate.until(() => gate.sent("market.ack").length === 1);
  await one.terminate();
  const two = start();
  await gate.until(() => gate.sent("events.subscribe").length === 2);
  gate.tick(HISTORY + 1, second!);
  await gate.until(() => gate.sent("market.ack").length === 2);
  two.postMessage("stop");
  t.is(await exit(two), 0);
  t.deepEqual(errors, []);
  t.deepEqual(gate.violations, []);
  const journal = openJournalToRead(agentDb);
  const types = journal.read(1).map(({ type }) => type);
  journal.close();
  t.is(types.filter((type) => type === "agent.started").length, 2);
  t.is(types.filter((type) => type === "intent.created").length, 2);
});

test("a worker that the gate will not have says so and ends in order", async (t) => {
  const gate = new FakeGate(t, SIM, { hello: () => ({ refuse: "AGENT_BUSY" }) });
  await gate.listen();
  const { start, reports, errors } = await workerOn(t, gate);
  t.is(await exit(start()), 0);
  t.deepEqual(errors, []);
  t.is(reports.at(-1)?.state, "refused");
});
