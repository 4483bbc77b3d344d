import test from "ava";
import {
  evolutionAfter,
  type EvolutionMemory,
  type Filed,
  noEvolution,
} from "../../../src/agent/learning/evolutionBook.ts";
import { evolutionEnded } from "../../../src/store/events/evolutionEnded.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { DAY_MS } from "../../../src/store/time.ts";
import { ruleWith } from "../strategy/rule.ts";
import { filedOf } from "./proposed.ts";

const FROM = Date.UTC(2026, 0, 1);
const proposalId = idOfName("p");
const day = (n: number): number => FROM + n * DAY_MS;
const made = filedOf(ruleWith({}).document, { proposalId, fingerprint: idOfName("print") });
const begun: EvolutionMemory = { ...noEvolution, filed: [made] };

interface News {
  readonly from?: number;
  readonly to: number;
  readonly differences: readonly (number | null)[];
  readonly trades: number;
}

const told = (news: readonly News[], memory = begun): Filed => {
  const after = news.reduce((known, each, i) => {
    const followed = [{ proposalId, ...each }];
    const data = evolutionEnded.parse({ cycle: i + 1, how: "done", why: "", result: null, followed });
    const id = idOfName(`event ${i}`);
    return evolutionAfter(known, { type: "evolution.ended", data, id, correlationId: id });
  }, memory);
  return after.filed[0]!;
};

const first: News = { from: day(0), to: day(2), differences: [0.5, -0.25], trades: 3 };

test("later periods are added to those that are known, and their trades to theirs", (t) => {
  const known = told([first, { from: day(2), to: day(4), differences: [0.1, 0.2], trades: 2 }]);
  t.like(known, { differences: [0.5, -0.25, 0.1, 0.2], trades: 5, followedTo: day(4) });
});

test("what is known stays when a later look knows nothing of it: a period that is not known is no zero", (t) => {
  const gap: News = { from: day(2), to: day(6), differences: [null, null, null, 0.3], trades: 1 };
  t.like(told([first, gap]), { differences: [0.5, -0.25, 0.3], trades: 4, followedTo: day(6) });
  const whole: News = { to: day(4), differences: [0, 0, 0.7, 0.8], trades: 2 };
  t.like(
    told([first, whole]),
    { differences: [0.5, -0.25, 0.7, 0.8], trades: 3, followedTo: day(4) },
    "also when an older agent told it as zeros, from the beginning on",
  );
  t.like(told([whole, { to: day(3), differences: [0, 0, 0], trades: 0 }]), {
    ...whole,
    to: undefined,
    followedTo: day(4),
  });
});

test("periods that were told of already are not counted twice", (t) => {
  t.deepEqual(told([first, first]), told([first]));
  t.deepEqual(told([first, { ...first, to: day(3), differences: [9, 9, 9] }]), told([first]));
});

test("events give the same memory to the last bit, at once or from what was kept in between", (t) => {
  const gap: News = { from: day(2), to: day(5), differences: [null, 0.1 + 0.2, -0.3], trades: 1 };
  const last: News = { from: day(5), to: day(6), differences: [1 / 3], trades: 1 };
  const kept = JSON.parse(JSON.stringify({ ...begun, filed: [told([first, gap])] })) as EvolutionMemory;
  t.is(JSON.stringify(told([last], kept)), JSON.stringify(told([first, gap, last])));
});
