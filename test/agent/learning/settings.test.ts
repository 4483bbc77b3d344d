import test from "ava";
import type { AgentEventData } from "../../../src/store/events/agent.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { settingsFiled } from "../../../src/store/events/settingsFiled.ts";
import { settingsTaken } from "../../../src/store/events/settingsTaken.ts";
import type { ProposalRow } from "../../../src/gate/contract/rulebook.ts";
import type { SettingsProposal } from "../../../src/store/words/proposal.ts";
import { FROM, LoopStage } from "./loopStage.ts";

const change = { key: "evolveTrades", value: "200", before: "100" } as const;
const sentence = "tradesBetween 100 → 200: 1.20 R a day more by each of 12 stored cycles, at least 0.30 at 95 %";
const looked = (settings: AgentEventData<"meta.reviewed">["settings"]): AgentEventData<"meta.reviewed"> => ({
  cycles: 12,
  records: {},
  shares: {},
  calibration: { slope: 1, deviation: 0, proposals: 0 },
  leastImprovement: 0.01,
  counted: [],
  settings,
  sentences: [],
});
const proposalId = idOfName("the change");
const asked: SettingsProposal = {
  ...change,
  proposalId,
  kind: "settings.change",
  direction: "neutral",
  filedBy: "agent",
  filedAt: FROM,
  expiresAt: FROM + 1,
  rationale: sentence,
};
const yes = { proposalId, by: "operator", reason: "yes" };

/** Loops that run every hundred trades. */
const running = () => new LoopStage({ everyTrades: 100 });

/** The same once a person has accepted the change, with nothing taken up yet. */
function accepted(): LoopStage {
  const on = running();
  on.gate("proposal.submitted", asked);
  on.gate("proposal.accepted", yes);
  return on;
}

/** Trades close; whether a cycle begins with the next candle. */
async function begins(on: LoopStage, trades: number): Promise<boolean> {
  const before = on.cycles;
  for (let n = 0; n < trades; n++) on.gate("position.closed", {});
  await on.candles();
  return on.cycles > before;
}

test("what loop 3's look asks for is put before a person once, with what it is now and why", async (t) => {
  const on = running();
  on.tell("meta.reviewed", looked({ ...change, sentence }));
  await on.candles(3);
  t.deepEqual(on.sent("settings.propose"), [{ verb: "settings.propose", params: { ...change, rationale: sentence } }]);
  t.deepEqual(on.events("settings.filed"), [{ ...change, proposalId: idOfName("filed"), refused: null }]);
  t.true(settingsFiled.safeParse(on.events("settings.filed")[0]).success);
  t.true(on.said.includes("proposed: evolveTrades 100 → 200"));
});

test("a busy gate is asked again, a no is told, and what is another by now is not asked for", async (t) => {
  const busy = running();
  busy.refuses = "RATE_LIMITED";
  busy.tell("meta.reviewed", looked({ ...change, sentence }));
  await busy.candles();
  t.deepEqual(busy.events("settings.filed"), []);
  busy.refuses = "NOT_ALLOWED_NOW";
  await busy.candles(20);
  t.is(busy.sent("settings.propose").length, 2);
  t.like(busy.events("settings.filed"), [{ proposalId: null, refused: "no: NOT_ALLOWED_NOW" }]);
  const other = running();
  other.tell("meta.reviewed", looked({ ...change, before: "50", sentence }));
  await other.candles();
  t.deepEqual(other.asked, []);
  t.like(other.events("settings.filed"), [{ refused: "evolveTrades was changed since" }]);
});

test("of a look by a version that named a command instead, nobody is asked", async (t) => {
  const on = running();
  on.tell("meta.reviewed", looked({ key: "evolveTrades", value: "200", sentence }));
  on.tell("meta.reviewed", looked({ key: "speed", value: "200", before: "100", sentence }));
  await on.candles(2);
  t.deepEqual(on.asked, []);
});

test("one that waits already is found, and another key, value, answer or asker is not taken for it", async (t) => {
  const rows: readonly (readonly [found: boolean, row: ProposalRow])[] = (
    [
      [true, {}, "open"],
      [false, {}, "rejected"],
      [false, { value: "50" }, "open"],
      [false, { before: "50" }, "open"],
      [false, { key: "metaFollowed" }, "open"],
      [false, { filedBy: "operator" }, "open"],
    ] as const
  ).map(([found, other, state]) => [found, { proposal: { ...asked, ...other }, state, reason: null }]);
  for (const [found, row] of rows) {
    const on = running();
    on.rows = [row];
    on.tell("meta.reviewed", looked({ ...change, sentence }));
    await on.candles();
    t.is(on.sent("settings.propose").length, found ? 0 : 1, JSON.stringify(row));
    t.like(on.events("settings.filed"), [{ proposalId: found ? proposalId : idOfName("filed") }]);
  }
});

test("what a person accepts the loops run by from the next candle on, and it is kept, once", async (t) => {
  const on = accepted();
  await on.candles(3);
  t.deepEqual(on.kept, { evolveTrades: "200" });
  t.deepEqual(on.events("settings.taken"), [{ ...change, proposalId, now: "200" }]);
  t.true(settingsTaken.safeParse(on.events("settings.taken")[0]).success);
  t.deepEqual(on.said, ["evolveTrades is 200 from now on"]);
  t.false(await begins(on, 100), "a hundred trades were enough before");
  t.true(await begins(on, 100));
});

test("what becomes of a change joins the story of the look that asked for it", async (t) => {
  const on = running();
  on.tell("meta.reviewed", looked({ ...change, sentence }));
  await on.candles();
  const filedAs = idOfName("filed");
  on.gate("proposal.submitted", { ...asked, proposalId: filedAs });
  on.gate("proposal.accepted", { ...yes, proposalId: filedAs });
  await on.candles();
  t.deepEqual(
    on.told.map(({ type, causedBy }) => [type, causedBy]),
    [
      ["meta.reviewed", null],
      ["settings.filed", "meta.reviewed"],
      ["settings.taken", "settings.filed"],
    ],
  );
});

test("a no and a silence change nothing", async (t) => {
  for (const type of ["proposal.rejected", "proposal.expired"]) {
    const on = running();
    on.gate("proposal.submitted", asked);
    on.gate(type, type === "proposal.expired" ? { proposalId } : yes);
    await on.candles(2);
    t.deepEqual(on.kept, {});
    t.true(await begins(on, 100));
  }
});

test("what a person set since stands, the loops run by it, and it is said", async (t) => {
  const on = accepted();
  on.kept = { evolveTrades: "7" };
  await on.candles(2);
  t.deepEqual(on.kept, { evolveTrades: "7" });
  t.deepEqual(on.events("settings.taken"), [{ ...change, proposalId, now: "7" }]);
  t.deepEqual(on.said, ["evolveTrades stays at 7: you set it so since"]);
  t.true(await begins(on, 7));
});

test("what cannot be kept is not taken up: it is said why and tried again, ever less often", async (t) => {
  const on = accepted();
  on.kept = null;
  await on.candles(3);
  t.deepEqual(on.events("settings.taken"), []);
  t.is(
    on.held,
    "evolveTrades 200, which you accepted, cannot be kept, see to the file and its folder: the disk is full",
  );
  t.is(on.said.length, 1);
  const before = on.keptAskings;
  await on.candles(40);
  t.true(on.keptAskings - before <= 6, `${on.keptAskings - before} times in forty candles`);
  t.true(await begins(on, 100), "meanwhile they run as before");
  on.kept = {};
  await on.candles(64);
  t.is(on.events("settings.taken").length, 1);
  t.is(on.held, "");
});

test("one that was taken up by a process before is not taken up again", async (t) => {
  const on = accepted();
  on.tell("settings.taken", { ...change, proposalId, now: "200" });
  on.kept = { evolveTrades: "100" };
  await on.candles(2);
  t.deepEqual(on.kept, { evolveTrades: "100" }, "what the person set after it stands");
  t.deepEqual(on.said, []);
});
