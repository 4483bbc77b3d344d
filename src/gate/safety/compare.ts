import { canonicalJson } from "../../store/canonical.ts";
import { type Reading, WAYS } from "./ways.ts";

/** Limits as plain JSON: of a file just read, or as an older version of the program left them in the journal. */
type PlainLimits = Readonly<Record<string, unknown>>;

/** How one limit moves. `from` and `to` as a person writes them, "none" where there is no such limit. */
export interface LimitChange {
  /** "orders.maxNotional.USD" */
  readonly path: string;
  readonly from: string;
  readonly to: string;
  /** Looser is whatever is not provably the same or tighter; neutral is what limits nothing. */
  readonly direction: "tighter" | "looser" | "neutral";
}

/** Every limit that moves between two sets of limits, in the order of the file. Empty when they say the same. */
export function compareLimits(before: PlainLimits, after: PlainLimits): readonly LimitChange[] {
  const [old, next] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...next.keys(), ...old.keys()])].flatMap((path): LimitChange[] => {
    const [from, to] = [old.get(path), next.get(path)];
    if (isSame(from, to)) return [];
    const reading = readingOf(path);
    return [{ path, from: textOf(from), to: textOf(to), direction: directionOf(reading, from, to) }];
  });
}

/** Whether anything moves that only a person may move. */
export const loosens = (changes: readonly LimitChange[]): boolean =>
  changes.some(({ direction }) => direction === "looser");

/** One line a limit: "orders.maxNotional.USD 2500 → 5000 (looser, safety.yaml:15)". */
export const changeLines = (
  changes: readonly LimitChange[],
  source: (path: string) => string,
  which: (change: LimitChange) => boolean = () => true,
): string[] =>
  changes
    .filter(which)
    .map(({ path, from, to, direction }) => `${path} ${from} → ${to} (${direction}, ${source(path)})`);

/** The reading of a path; `*` in the table stands for one name. */
function readingOf(path: string): Reading | undefined {
  const names = path.split(".");
  const patterns = names.map((_, i) => names.with(i, "*").join("."));
  return WAYS[path] ?? patterns.map((pattern) => WAYS[pattern]).find((reading) => reading !== undefined);
}

function directionOf(reading: Reading | undefined, from: unknown, to: unknown): LimitChange["direction"] {
  if (reading === undefined) return "looser";
  if (reading === "neutral") return "neutral";
  return isTighter(reading, from, to) ? "tighter" : "looser";
}

/** Whether `to` lets through nothing that `from` did not. The two differ; a kind that was not expected proves nothing. */
function isTighter(reading: Exclude<Reading, "neutral">, from: unknown, to: unknown): boolean {
  switch (reading) {
    case "bigger is looser":
      return typeof from === "number" && typeof to === "number" && to < from;
    case "smaller is looser":
      return typeof from === "number" && typeof to === "number" && to > from;
    case "an amount": // of a currency that is not listed nothing may be traded
      return typeof from === "number" && (to === undefined || (typeof to === "number" && to < from));
    case "a smallest amount": // likewise
      return typeof from === "number" && (to === undefined || (typeof to === "number" && to > from));
    case "a limit that may be added":
      return typeof to === "number" && (from === undefined || (typeof from === "number" && to < from));
    case "a list that is bound":
      return isList(to) && (from === undefined || (isList(from) && from.every((each) => to.includes(each))));
    case "true is looser":
      return from === true && to === false;
    case "a list of what may":
      return isList(to) && (from === "any" || (isList(from) && to.every((each) => from.includes(each))));
    case "a list of what may not":
      return isList(from) && isList(to) && from.every((each) => to.includes(each));
  }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Every value that is not a map, by its dotted path. */
function leavesOf(value: unknown, path = ""): Map<string, unknown> {
  if (typeof value !== "object" || value === null || isList(value)) return new Map([[path, value]]);
  const inner = Object.entries(value).map(([key, each]) => leavesOf(each, path === "" ? key : `${path}.${key}`));
  return new Map(inner.flatMap((leaves) => [...leaves]));
}

/** A list is a set: neither order nor repetition says anything. */
const setOf = (list: readonly unknown[]): readonly string[] => [...new Set(list.map(String))].toSorted();

/** Whether both say the same; the number 3 and the text "3" do not. */
const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === typeof b && isList(a) === isList(b) && textOf(a) === textOf(b);

function textOf(value: unknown): string {
  if (value === undefined) return "none";
  if (isList(value)) return `[${setOf(value).join(", ")}]`;
  return typeof value === "string" ? value : canonicalJson(value);
}
