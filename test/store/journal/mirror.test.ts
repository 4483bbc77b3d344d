import test from "ava";
import { GENESIS } from "../../../src/store/journal/record.ts";
import { draft, drafts, idOf, journalAt } from "./world.ts";

const GATE = idOf(1000);

test("the mirror keeps the gate's events under the gate's seqs and hashes", (t) => {
  const gate = journalAt(t, undefined, GATE).journal;
  const { journal: agent, path, close } = journalAt(t);
  const events = gate.append(drafts(3));
  t.deepEqual(agent.mirror.last(GATE), { seq: 0, hash: GENESIS });
  for (const event of events) t.deepEqual(agent.mirror.add(GATE, event), { ok: true, added: true });
  close();
  const again = journalAt(t, path).journal.mirror;
  t.deepEqual(again.read(1), events);
  t.deepEqual(again.last(GATE), gate.head());
  t.deepEqual(again.story(idOf(2)), events);
  t.deepEqual(again.add(GATE, events[1] ?? t.fail()), { ok: true, added: false }, "the same event again is no harm");
});

test("the mirror refuses by name a gap, another journal, another event at a seq, and an altered one", (t) => {
  const [one, two, three] = journalAt(t, undefined, GATE).journal.append(drafts(3));
  const [, fork] = journalAt(t).journal.append([draft(1), draft(2, "fork")]);
  if (!one || !two || !three || !fork) throw new Error("no events");
  const { mirror } = journalAt(t).journal;
  t.like(mirror.add(GATE, two), { ok: false, code: "GAP", expected: "1", observed: "2" });
  mirror.add(GATE, one);
  t.like(mirror.add(GATE, three), { ok: false, code: "GAP", expected: "2", observed: "3" });
  t.like(mirror.add(idOf(2000), two), { ok: false, code: "FOREIGN_JOURNAL", expected: GATE });
  t.like(mirror.add(GATE, { ...two, data: "altered" }), { ok: false, code: "ALTERED" });
  mirror.add(GATE, two);
  t.like(mirror.add(GATE, fork), { ok: false, code: "CONFLICT" });
  t.is(mirror.last(GATE).seq, 2);
});

test("a batch keeps the agent's events and the gate's together, or neither", (t) => {
  const [event] = journalAt(t, undefined, GATE).journal.append(drafts(1));
  const { journal: agent } = journalAt(t);
  if (!event) throw new Error("no events");
  const candle = () => {
    agent.append([draft(5)]);
    agent.mirror.add(GATE, event);
  };
  t.throws(() =>
    agent.batch(() => {
      candle();
      throw new Error("power cut");
    }),
  );
  t.is(agent.head().seq + agent.mirror.last(GATE).seq, 0);
  agent.batch(candle);
  t.deepEqual([agent.head().seq, agent.mirror.last(GATE).seq], [1, 1]);
});
