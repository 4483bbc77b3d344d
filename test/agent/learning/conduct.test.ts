import test from "ava";
import { conduct, type CycleProgress, type KeptAnswers } from "../../../src/agent/learning/conduct.ts";
import { progressText } from "../../../src/agent/learning/progressText.ts";
import { cycle, runCycle } from "../../../src/loops/evolution/cycle.ts";
import type { Evaluation, EvaluationRequest } from "../../../src/loops/evolution/evaluation.ts";
import { evaluatorOf, inputOf } from "../../planted/pool.ts";

const world = { seed: 3, trades: 800, candidates: 20, edgeOf: (i: number) => (i === 4 ? 0.4 : 0) };

function memory(): KeptAnswers & { readonly kept: Map<string, Evaluation> } {
  const kept = new Map<string, Evaluation>();
  return { kept, get: (key) => kept.get(key), put: (key, value) => void kept.set(key, value) };
}

/** Answers the last question of a batch first. */
function lastFirst(): { answer: (request: EvaluationRequest) => Promise<Evaluation>; readonly asked: () => number } {
  const evaluate = evaluatorOf(world);
  const waiting: (() => void)[] = [];
  let asked = 0;
  const answer = async (request: EvaluationRequest): Promise<Evaluation> => {
    asked += 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    queueMicrotask(() => waiting.pop()?.());
    await promise;
    return evaluate(request);
  };
  return { answer, asked: () => asked };
}

test("whoever answers, in whatever order, the cycle comes to the same to the last bit", async (t) => {
  const { answer } = lastFirst();
  const outcome = await conduct(cycle(inputOf(world)), { answer, kept: memory(), onProgress: () => {} });
  t.is(JSON.stringify(outcome), JSON.stringify(runCycle(inputOf(world), evaluatorOf(world))));
  t.truthy(outcome.proposal);
});

test("a cycle that was broken off asks only what it had no answer to, and comes to the same", async (t) => {
  const [first, kept] = [lastFirst(), memory()];
  const whole = await conduct(cycle(inputOf(world)), { answer: first.answer, kept, onProgress: () => {} });
  for (const key of [...kept.kept.keys()].slice(10)) kept.kept.delete(key);
  const second = lastFirst();
  const again = await conduct(cycle(inputOf(world)), { answer: second.answer, kept, onProgress: () => {} });
  t.is(JSON.stringify(again), JSON.stringify(whole));
  t.is(second.asked(), first.asked() - 10);
});

test("progress counts every answer, never beyond what was asked, and names the best of what was seen", async (t) => {
  const seen: CycleProgress[] = [];
  const { answer } = lastFirst();
  await conduct(cycle(inputOf(world)), { answer, kept: memory(), onProgress: (each) => void seen.push(each) });
  t.deepEqual(
    seen.map(({ done }) => done),
    seen.map((_, i) => i + 1),
  );
  t.true(seen.every(({ done, total }) => done <= total));
  t.is(seen.at(-1)?.done, seen.at(-1)?.total);
  t.regex(seen.at(-1)!.best, /^planted \+0\.\d\d R over \d+ trades$/);
});

test("the time that is left is told from the rate so far", (t) => {
  t.is(progressText({ done: 0, total: 60, best: "" }, 0), "evolving 0/60");
  t.is(
    progressText({ done: 20, total: 60, best: "a +0.10 R over 40 trades" }, 5_000),
    "evolving 20/60, best so far a +0.10 R over 40 trades, about 10 s left",
  );
  t.is(progressText({ done: 1, total: 61, best: "" }, 10_000), "evolving 1/61, about 10 min left");
});
