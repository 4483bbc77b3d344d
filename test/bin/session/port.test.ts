import test, { type ExecutionContext } from "ava";
import { GatePort } from "../../../bin/session/port.ts";
import { STATUS } from "../../tui/fixtureAccount.ts";
import { OperatorGate } from "./operatorGate.ts";

async function connected(t: ExecutionContext) {
  const gate = new OperatorGate(t);
  await gate.listen();
  const port = new GatePort(gate.home, "cockpit");
  t.teardown(() => port.stop());
  await gate.until(() => port.view().link.state === "live");
  return { gate, port };
}

test("the view is live only with a status in it, and a lost line keeps what was seen and says what to type", async (t) => {
  const gate = new OperatorGate(t);
  delete gate.answers["status.get"];
  await gate.listen();
  const port = new GatePort(gate.home, "cockpit");
  t.teardown(() => port.stop());
  await gate.until(() => gate.heard.includes("status.get"));
  t.is(port.view().link.state, "connecting");
  gate.answers["status.get"] = STATUS;
  gate.close();
  await gate.until(() => port.view().link.state === "lost");
  await gate.listen();
  await gate.until(() => port.view().link.state === "live");
  t.deepEqual(port.view().status, STATUS);
  gate.close();
  await gate.until(() => port.view().link.state === "lost");
  t.deepEqual(port.view().status, STATUS);
  t.true(port.view().link.detail.startsWith(`type: trade gate start --home ${gate.home.root} (`));
});

test("after a break everything is read again, the equity curve and the rulebook too", async (t) => {
  const { gate, port } = await connected(t);
  gate.heard.length = 0;
  gate.close();
  await gate.until(() => port.view().link.state === "lost");
  await gate.listen();
  await gate.until(() => port.view().link.state === "live");
  for (const verb of ["status.get", "equity.get", "rules.get", "proposals.get"])
    t.true(gate.heard.includes(verb), verb);
});

test("a gate of another account is not waited for, and not called lost", async (t) => {
  const { gate, port } = await connected(t);
  gate.close();
  await gate.until(() => port.view().link.state === "lost");
  gate.journalId = "01900000-0000-7000-8000-0000000000ff";
  await gate.listen();
  await gate.until(() => port.view().link.state === "refused");
  t.regex(port.view().link.detail, /this memory is of the gate's journal .*; q, then start again/);
});

test("a yes says what it came to: what is still open, and what still holds", async (t) => {
  const { gate, port } = await connected(t);
  gate.answers["account.flatten"] = { gateSeq: 8, remaining: [{ symbol: "ETH/USD", quantity: "0.85" }] };
  const flatten = await port.send("account.flatten", {});
  t.deepEqual(flatten, { ok: true, text: "under way, still open: 0.85 ETH/USD; the tape tells when it is closed" });
  gate.answers["trading.resume"] = {
    gateSeq: 9,
    holds: [{ ...HOLD, level: "reducing", cause: "daily_loss", clearedBy: "day" }],
  };
  const resume = await port.send("trading.resume", { reason: "on" });
  t.deepEqual(resume, { ok: true, text: "yours are cleared, still held by daily_loss" });
  gate.answers["trading.reduce"] = { gateSeq: 10 };
  t.deepEqual(await port.send("trading.reduce", { reason: "news" }), { ok: true, text: "done" });
});

test("a command that waits for its answer is told as unanswered when the screen is left or the line breaks", async (t) => {
  const { gate, port } = await connected(t);
  const left = port.send("trading.halt", { reason: "stuck" });
  await gate.until(() => gate.heard.includes("trading.halt"));
  port.stop();
  t.like(await left, { ok: false });
  t.is(port.view().link.state, "live", "leaving is no loss of the line");
});

const HOLD = { id: "01900000-0000-7000-8000-000000000900", since: STATUS.data.at ?? 0, detail: "" };
