import test from "ava";
import { type Source, sourcesIn } from "./sources.ts";

const FILE_LINES = 300;
const MEDIAN_LINES = 90;

const linesOf = ({ text }: Source): number => text.trimEnd().split("\n").length;
const tooLong = (sources: readonly Source[]) =>
  sources.filter((source) => linesOf(source) > FILE_LINES).map(({ path }) => path);
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

test("no file is longer than 300 lines", (t) => {
  const sources = sourcesIn("src", "bin", "test", "bench");
  t.true(sources.length > 40);
  t.deepEqual(tooLong(sources), []);
  const planted = { path: "long", text: "a\n".repeat(FILE_LINES + 1) };
  t.deepEqual(tooLong([planted, { path: "fits", text: "a\n".repeat(FILE_LINES) }]), ["long"]);
});

test("half of the files are no longer than 90 lines", (t) => {
  const lengths = sourcesIn("src").map(linesOf);
  t.true(lengths.length > 20);
  t.true(median(lengths) <= MEDIAN_LINES, `median ${median(lengths)}`);
  t.is(median([1, 2, 91]), 2);
});
