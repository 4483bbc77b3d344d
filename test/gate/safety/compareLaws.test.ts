import test from "ava";
import * as fc from "fast-check";
import { compareLimits, loosens } from "../../../src/gate/safety/compare.ts";
import { type Reading, WAYS } from "../../../src/gate/safety/ways.ts";
import { shipped } from "../facts.ts";

type Plain = Readonly<Record<string, unknown>>;
type Edit = readonly [path: string, value: unknown];

const SYMBOLS = ["BTC/USD", "ETH/USD", "SOL/USD"];
const number = fc.integer({ min: 1, max: 4 });
const list = fc.subarray(SYMBOLS);
/** What may stand at a limit that is read so, values near each other; undefined takes it away. */
const VALUES: Readonly<Record<Reading, fc.Arbitrary<unknown>>> = {
  "bigger is looser": number,
  "smaller is looser": number,
  "an amount": fc.option(number, { nil: undefined }),
  "a smallest amount": fc.option(number, { nil: undefined }),
  "a limit that may be added": fc.option(number, { nil: undefined }),
  "a list that is bound": fc.option(list, { nil: undefined }),
  "true is looser": fc.boolean(),
  "a list of what may": fc.oneof(fc.constant("any"), list),
  "a list of what may not": list,
  neutral: number,
};
/** An edit of any limit of the schema; `*` stands for a name that is there or one that is not. */
const anyEdit = fc.constantFrom(...Object.entries(WAYS)).chain(([path, reading]) =>
  fc.tuple(
    fc.constantFrom("crypto", "more", "USD", "EUR").map((name) => path.replace("*", name)),
    VALUES[reading],
  ),
);

function edited(limits: Plain, edits: readonly Edit[]): Plain {
  const copy = structuredClone(limits) as Record<string, unknown>;
  for (const [path, value] of edits) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    const parent = names.reduce<Record<string, unknown>>(
      (at, name) => (at[name] ??= {}) as Record<string, unknown>,
      copy,
    );
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy;
}

const some = (maxLength: number) => fc.array(anyEdit, { maxLength });
/** Three files of limits, each a few edits from the one before; the first is not far from the shipped one. */
const chain = fc.tuple(some(6), some(2), some(2)).map(([first, second, third]) => {
  const a = edited(shipped.limits, first);
  const b = edited(a, second);
  return [a, b, edited(b, third)] as const;
});
const directionOf = (from: Plain, to: Plain): "tighten" | "neutral" | "loosen" => {
  const changes = compareLimits(from, to);
  if (loosens(changes)) return "loosen";
  return changes.some(({ direction }) => direction === "tighter") ? "tighten" : "neutral";
};
const RUNS = { numRuns: 10_000, seed: 20_261_122 };

test("limits are neutral to themselves; what tightens on the way there loosens on the way back", (t) => {
  const seen = { tighten: 0, neutral: 0, loosen: 0 };
  fc.assert(
    fc.property(chain, ([a, b]) => {
      const [there, back] = [directionOf(a, b), directionOf(b, a)];
      seen[there] += 1;
      if (compareLimits(a, a).length > 0) throw new Error("not the same as itself");
      if ((there === "neutral") !== (back === "neutral")) throw new Error(`${there}, and back ${back}`);
      if (there === "tighten" && back !== "loosen") throw new Error(`tightens, and back ${back}`);
    }),
    RUNS,
  );
  for (const [direction, times] of Object.entries(seen)) t.true(times > 500, `${direction} ${times}`);
});

test("no limit is loosened in steps that are each no looser, and a step that tightens is not lost on the way", (t) => {
  let chains = 0;
  fc.assert(
    fc.property(chain, ([a, b, c]) => {
      const [first, second] = [directionOf(a, b), directionOf(b, c)];
      if (first === "loosen" || second === "loosen") return;
      if (first !== "neutral" || second !== "neutral") chains += 1;
      const wanted = first === "tighten" || second === "tighten" ? "tighten" : "neutral";
      if (directionOf(a, c) !== wanted) throw new Error(`${first}, ${second}, and together ${directionOf(a, c)}`);
    }),
    RUNS,
  );
  t.true(chains > 500, `${chains} chains`);
});
