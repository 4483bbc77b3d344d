import test from "ava";
import { breed } from "../../../src/loops/evolution/breed.ts";
import { conjunctsOf, fingerprint } from "../../../src/store/rules/fingerprint.ts";
import { isValid } from "../../../src/loops/evolution/genome.ts";
import { neighborsOf } from "../../../src/loops/evolution/neighbors.ts";
import { counterfactualThreshold } from "../../../src/loops/evolution/operators/counterfactualThreshold.ts";
import { crossover } from "../../../src/loops/evolution/operators/crossover.ts";
import { operators } from "../../../src/loops/evolution/operators/table.ts";
import { ruleDocument } from "../../../src/store/rules/document.ts";
import { soil, starters } from "./given.ts";

for (const operator of operators) {
  test(`"${operator.name}" varies starter rules into rules, within their bounds, and says what it did`, (t) => {
    const rich = soil(operator.name);
    let made = 0;
    for (const parent of rich.incumbents) {
      for (let i = 0; i < 40; i++) {
        const variation = operator.vary(parent, rich);
        if (variation === null) continue;
        t.true(ruleDocument.safeParse(variation.document).success, `${parent.id}: ${variation.change}`);
        t.true(isValid(variation.document), `${parent.id}: ${variation.change}`);
        t.not(fingerprint(variation.document), fingerprint(parent), variation.change);
        t.true(variation.change.length > 3);
        made += 1;
      }
    }
    t.true(made > 20, `${made}`);
  });
}

test("a fingerprint looks at what a rule does, not at its words, version, bounds or spaces", (t) => {
  const [rule] = starters;
  const same = {
    ...rule!,
    version: 9,
    status: "paused" as const,
    thesis: "other words, same deeds",
    entry: conjunctsOf(rule!.entry).toReversed().join("  and "),
    params: { ...rule!.params, fast: { ...rule!.params["fast"]!, max: 31 }, unused: { value: 1, min: 0, max: 2 } },
  };
  t.is(fingerprint(same), fingerprint(rule!));
  t.not(fingerprint({ ...same, side: "short" }), fingerprint(rule!));
});

test("crossed rules keep their own parameters apart", (t) => {
  const rich = soil("cross");
  const [trend, reversion] = rich.incumbents;
  const { document } = crossover.vary(trend!, { ...rich, incumbents: [trend!, reversion!] })!;
  t.is(document.params["k"]?.value, undefined, "the trend rule's own k was of its exit, and went with it");
  t.is(document.params["k_2"]?.value, reversion!.params["k"]?.value);
  t.regex(document.exit.stop, /k_2 \* atr\(14\)/);
  t.is(document.entry, trend!.entry);
});

test("a threshold takes the place of the one that asked the same", (t) => {
  const rich = soil("hint");
  const asking = { ...rich.incumbents[0]!, entry: "close > open and rsi(close, 14) < 70" };
  t.deepEqual(conjunctsOf(counterfactualThreshold.vary(asking, rich)!.document.entry), [
    "close > open",
    "rsi(close, 14) < 61.23",
  ]);
});

test("candidates come once each, never as what runs or what was refused, and the same seed breeds the same", (t) => {
  const bred = (refused: readonly string[] = []) => breed(soil(7), { operators, count: 60, refused: new Set(refused) });
  const first = bred();
  t.is(first.length, 60);
  t.is(new Set(first.map((each) => each.fingerprint)).size, 60);
  t.deepEqual(bred(), first);
  const running = new Set(soil(7).incumbents.map(fingerprint));
  t.false(first.some((each) => running.has(each.fingerprint)));
  const refused = first[3]!.fingerprint;
  t.false(bred([refused]).some((each) => each.fingerprint === refused));
});

test("a candidate takes the place of the rule of its name under the next version, a transfer stands beside", (t) => {
  for (const { document, parent, operator } of breed(soil(8), { operators, count: 80, refused: new Set() })) {
    t.is(document.version, (parent?.version ?? 0) + 1);
    t.is(document.status, "probation");
    if (operator === "transfer") t.is(parent, null);
    else t.is(parent?.id, document.id);
  }
});

test("a name that a rule has which nothing is bred from is no new rule's: not a retired one's, nor a plug-in's", (t) => {
  const drawn = (taken?: ReadonlySet<string>) =>
    breed(soil(8), { operators, count: 80, refused: new Set(), ...(taken === undefined ? {} : { taken }) });
  const beside = drawn().find(({ operator }) => operator === "transfer")!.document.id;
  const without = drawn(new Set([beside]));
  t.is(without.length, 80);
  t.false(without.some(({ document }) => document.id === beside));
});

test("the budget goes to operators by their shares", (t) => {
  const shares = { "parameter jitter": 0.9, "exit change": 0.1 };
  const bred = breed(soil(9), { operators, shares, count: 60, refused: new Set() });
  const jittered = bred.filter(({ operator }) => operator === "parameter jitter").length;
  t.true(jittered > 40 && jittered < 60, `${jittered}`);
  t.true(bred.every(({ operator }) => operator in shares));
});

test("neighbors lie a tenth away in one parameter each, whole where it is whole, and within the bounds", (t) => {
  const [trend] = starters;
  const neighbors = neighborsOf(trend!);
  t.true(neighbors.length >= 10);
  for (const { params } of neighbors) {
    const moved = Object.entries(params).filter(([name, { value }]) => value !== trend!.params[name]?.value);
    t.is(moved.length, 1);
    const [[, { value, min, max }]] = moved as [(typeof moved)[0]];
    t.true(value >= min && value <= max);
  }
  const edge = { ...trend!, params: { ...trend!.params, fast: { value: 5, min: 5, max: 30 } } };
  t.false(neighborsOf(edge).some(({ params }) => params["fast"]!.value < 5));
});
