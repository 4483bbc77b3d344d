import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { ask } from "./gateLine.ts";
import { stageFor } from "./stage.ts";
import { killHard, trade, until } from "./trade.ts";

/** The open orders that wait for a person, by proposal. */
const waiting = async (home: string): Promise<readonly { proposalId: string; intentId: string }[]> => {
  const { proposals } = await ask(home, (operator) => operator.call("proposals.get", {}));
  return proposals.flatMap(({ proposal, state }) =>
    proposal.kind === "order.approve" && state === "open"
      ? [{ proposalId: proposal.proposalId, intentId: proposal.intent.intentId }]
      : [],
  );
};
const next = (home: string) =>
  until("an order waits for a person", () =>
    waiting(home).then(
      ([first]) => first,
      () => null,
    ),
  );
const storyOf = async (home: string, id: string): Promise<readonly string[]> => {
  const { stdout } = await trade(home, "why", id, "--json");
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { type: string }).type);
};

test("a large order waits: a yes sends it out, a no and a kill keep it in, and the agent learns of each", async (t) => {
  const stage = await stageFor(t, { seed: "11", speed: "300" });
  const { home } = stage;
  mkdirSync(join(home, "gate"), { recursive: true, mode: 0o700 });
  const limits = readFileSync("safety.yaml", "utf8")
    .replace("aboveNotionalPct: 100", "aboveNotionalPct: 0.4")
    .replace("expireAfterCandles: 2", "expireAfterCandles: 90");
  writeFileSync(join(home, "gate", "safety.yaml"), limits, { mode: 0o600 });
  const agent = await stage.working(3);

  const one = await next(home);
  t.regex((await trade(home, "proposals")).stdout, new RegExp(`${one.proposalId}  open +buy .*loosen, filed by gate`));
  t.deepEqual((await storyOf(home, one.intentId)).slice(-3), [
    "intent.waiting",
    "proposal.submitted",
    "verdict.received",
  ]);
  const yes = await stage.person("proposals", "accept", one.proposalId);
  t.is(yes.code, 0, yes.stderr);
  const after = await storyOf(home, one.intentId);
  t.true(after.includes("proposal.accepted") && after.includes("intent.approved"), after.join(" "));
  t.true(after.indexOf("intent.approved") < after.indexOf("order.submitted"));

  const two = await next(home);
  t.is((await trade(home, "proposals", "reject", two.proposalId, "--reason", "too large")).code, 0);
  await until("the agent noted it as blocked", async () =>
    (await storyOf(home, two.intentId)).includes("entry.blocked"),
  );
  const rejected = await storyOf(home, two.intentId);
  t.true(rejected.includes("intent.denied") && !rejected.includes("order.reserved"), rejected.join(" "));

  const three = await next(home);
  // A new process of the agent asks for none of it again.
  await killHard(agent.pid ?? 0);
  stage.agent();
  t.is((await trade(home, "kill")).code, 0);
  t.deepEqual(await waiting(home), []);
  const killed = await storyOf(home, three.intentId);
  t.is(killed.filter((type) => type === "intent.received").length, 1);
  t.true(killed.includes("proposal.expired") && killed.includes("intent.denied"), killed.join(" "));
});
