import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { agentVerbs } from "../../src/gate/contract/agentVerbs.ts";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import type { SettingsDraft } from "../../src/store/words/proposal.ts";
import { frame, HELLO, say, statusOf } from "./gateLine.ts";
import { background, homeFor, trade, until } from "./trade.ts";

const draft: SettingsDraft = { key: "evolveTrades", value: "200", before: "100", rationale: "fewer were better" };

/** What an agent asks for: the answer's id, or the reason of the no. */
async function asked(home: string, change: Partial<SettingsDraft> = {}): Promise<string> {
  const [, answer] = await say(home, "agent", [HELLO, frame(2, "settings.propose", { ...draft, ...change })]);
  if (answer?.error !== undefined) return answer.error.data.reason;
  return agentVerbs["settings.propose"].result.parse(answer?.result).proposalId;
}

/** What the home's agents told of that. */
const told = (home: string, type: string): readonly unknown[] => {
  const journal = openJournalToRead(join(home, "agent", "agent.db"));
  const events = journal.read(1).filter((event) => event.type === type);
  journal.close();
  return events.map(({ data }) => data);
};

test("a change of the loops' settings is answered like any proposal, and taken up by the next agent, once", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", "--market", "sim", "--seed", "7", "--speed", "3000")).code, 0);
  const refused = await asked(home, { key: "metaDecay", value: "0.9", before: "0.95" });
  t.is((await trade(home, "proposals", "reject", refused.slice(0, -4), "--reason", "as it is")).code, 0);
  t.is(await asked(home, { key: "metaDecay", value: "0.9", before: "0.95" }), "NOT_ALLOWED_NOW");
  t.is(await asked(home, { value: "100001" }), "INVALID_PARAMS");
  const id = await asked(home);
  t.is(await asked(home, { value: "50" }), "NOT_ALLOWED_NOW", "one waits already");
  t.regex(
    (await trade(home, "proposals")).stdout,
    new RegExp(`${id}  open +evolveTrades 100 → 200  neutral, filed by agent`),
  );
  t.regex(
    (await trade(home, "proposals", "show", id)).stdout,
    /why +fewer were better[^]*evolveTrades is 100; accepted/,
  );
  const shown = JSON.parse((await trade(home, "proposals", "show", id, "--json")).stdout) as object;
  t.like(shown, { proposal: { kind: "settings.change", ...draft }, state: "open" });
  const yes = await trade(home, "proposals", "accept", id);
  t.is(yes.stdout, "accepted evolveTrades 100 → 200\n", yes.stderr);
  t.is((await trade(home, "settings", "get", "evolveTrades")).stdout, "not set\n", "nobody has taken it up yet");

  for (let process = 1; process <= 2; process++) {
    const agent = background(home, "--headless");
    t.teardown(() => agent.kill("SIGKILL"));
    await until("the agent is there", async () => (await statusOf(home)).agent.connected);
    // The market waits for an agent that is there: what is closed since has been dealt with, but for the newest.
    const { n } = (await statusOf(home)).data;
    await until("it has seen candles", async () => (await statusOf(home)).data.n > n + 3);
    agent.kill("SIGINT");
    await new Promise((done) => agent.once("exit", done));
  }
  t.is((await trade(home, "settings", "get", "evolveTrades")).stdout, "200\n");
  t.deepEqual(JSON.parse(readFileSync(join(home, "agent", "settings.json"), "utf8")), { evolveTrades: "200" });
  const { rationale: _why, ...change } = draft;
  t.deepEqual(told(home, "settings.taken"), [{ ...change, proposalId: id, now: "200" }]);
  const story = (await trade(home, "why", id, "--json")).stdout.trimEnd().split("\n");
  t.deepEqual(
    story.map((line) => (JSON.parse(line) as { type: string }).type),
    ["proposal.submitted", "proposal.accepted", "settings.taken"],
  );
});
