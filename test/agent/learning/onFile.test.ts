import test from "ava";
import { PauseBook } from "../../../src/agent/learning/pauseBook.ts";
import { filePromotion } from "../../../src/agent/learning/promote.ts";
import { noEvolution } from "../../../src/agent/learning/evolutionBook.ts";
import { noRulings } from "../../../src/agent/learning/rulings.ts";
import { noSettings } from "../../../src/agent/learning/settingsBook.ts";
import type { Memory } from "../../../src/agent/runtime/memory.ts";
import type { AgentCall } from "../../../src/agent/runtime/submit.ts";
import type { ProposalRow } from "../../../src/gate/contract/rulebook.ts";
import { freshBelief, observe } from "../../../src/loops/trade/belief.ts";
import { beliefKey } from "../../../src/loops/trade/beliefs.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { LoopStage, proposalOf, proposing, trend, variant } from "./loopStage.ts";
import { filedOf } from "./proposed.ts";

/** The filed one's row, and what is another question for one difference each. */
const others = (document: typeof trend): Readonly<Record<string, ProposalRow>> => {
  const row = (change: object = {}, rest: Parameters<typeof proposalOf>[1] = {}): ProposalRow => ({
    proposal: proposalOf({ ...document, ...change }, rest),
    state: "open",
    reason: null,
  });
  return {
    "is answered": { ...row(), state: "rejected" },
    "has another status": row({ status: document.status === "active" ? "probation" : "active" }),
    "does something else": row({ entry: "close > 99999" }),
    "is of another rule": row({ id: "another" }),
    "is of an older version": row({ version: document.version - 1 }),
    "is a person's own": row({}, { filedBy: "operator" }),
  };
};

const onProbation = variant(1, { version: 4 });
const whole = { ...onProbation, version: 5, status: "active" } as const;
const made = filedOf(onProbation, { proposalId: idOfName("accepted before"), cycle: 3 });

/** Files the promotion of a proven rule at a gate that lists that row. */
async function promoted(row: ProposalRow) {
  const told: unknown[] = [];
  const sent: unknown[] = [];
  const wins = Array.from({ length: 400 }, (_, i) => (i % 5 < 3 ? 1 : -1)).reduce(
    (belief, r) => observe(belief, r),
    freshBelief({ expectedR: 0.2 }),
  );
  await filePromotion({
    memory: { tell: ((_type: string, data: unknown) => void told.push(data)) as unknown as Memory["tell"] },
    known: () => ({
      evolution: { ...noEvolution, filed: [made] },
      rulings: { ...noRulings, rules: { trend: onProbation } },
      settings: noSettings,
      beliefs: { [beliefKey("trend", 4)]: wins },
      pauses: new PauseBook(),
    }),
    call: ((verb: string, params: unknown) => {
      if (verb === "proposals.get") return Promise.resolve({ proposals: [row] });
      sent.push(params);
      return Promise.resolve({ proposalId: idOfName("filed now"), direction: "loosen" });
    }) as AgentCall,
    say: () => {},
  });
  return { told, sent };
}

test("a promotion that waits at the gate already is found there, and not asked for twice", async (t) => {
  const row: ProposalRow = { proposal: proposalOf(whole), state: "open", reason: null };
  const { told, sent } = await promoted(row);
  t.deepEqual(sent, []);
  t.deepEqual(told, [
    { ruleId: "trend", version: 4, to: "active", proposalId: row.proposal.proposalId, refused: null },
  ]);
});

for (const [what, row] of Object.entries(others(whole))) {
  test(`a proposal that ${what} is not taken for the promotion`, async (t) => {
    const { told, sent } = await promoted(row);
    t.like(sent, [{ document: { id: "trend", version: 5, status: "active" } }]);
    t.like(told, [{ proposalId: idOfName("filed now"), refused: null }]);
  });
}

test("what a cycle proposes is found where it waits already, and not asked for twice", async (t) => {
  const on = new LoopStage();
  on.rows = [{ proposal: proposalOf(variant(1)), state: "open", reason: null }];
  await on.cycle(proposing(variant(1)));
  t.deepEqual(on.sent("proposal.submit"), []);
  t.like(on.events("evolution.filed"), [{ proposalId: on.rows[0]!.proposal.proposalId }]);
});

for (const [what, row] of Object.entries(others(variant(1)))) {
  test(`a proposal that ${what} is not taken for what a cycle proposes`, async (t) => {
    const on = new LoopStage();
    on.rows = [row];
    await on.cycle(proposing(variant(1)));
    t.is(on.sent("proposal.submit").length, 1);
    t.like(on.events("evolution.filed"), [{ proposalId: idOfName("filed") }]);
  });
}
