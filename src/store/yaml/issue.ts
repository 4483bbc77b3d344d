import type { z } from "zod";
import { knownKeys } from "./knownKeys.ts";
import { nearest } from "../nearest.ts";

export type Issue = z.core.$ZodIssue;

interface Words {
  readonly what: string;
  readonly remedy: string;
}

/** One thing that is wrong with a value, in the words of the person who wrote the file. */
export interface Finding extends Words {
  readonly path: readonly PropertyKey[];
  /** The key of the map at `path` that should not be there. */
  readonly key?: string;
  /** The key that `key` was probably meant to be. */
  readonly meant?: string;
}

/** What zod's issues say, one finding a mistake; `root` is the value that was checked, `schema` what against. */
export const findingsOf = (issues: readonly Issue[], schema: z.ZodType, root: unknown): readonly Finding[] =>
  withoutEchoes(issues.flatMap((issue) => findingsOfOne(issue, schema, root)));

function findingsOfOne(issue: Issue, schema: z.ZodType, root: unknown): readonly Finding[] {
  const { path, code } = issue;
  if (code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path, key, ...unknownKey(key, knownKeys(schema, path)) }));
  }
  if (code !== "invalid_union") return [{ path, ...wordsOf(issue, valueAt(root, path)) }];
  const forms = issue.errors
    .filter((inner) => !inner.some(isMismatch))
    .map((inner) => inner.map((each) => ({ ...each, path: [...path, ...each.path] })))
    .map((inner) => findingsOf(inner, schema, root))
    .toSorted((a, b) => a.length - b.length);
  const remedy = `write ${[...new Set(issue.errors.flat().map(wantedBy))].join(" or ")}`;
  return forms[0] ?? [{ path, what: `${labelOf(path)} is ${nameOf(valueAt(root, path))}`, remedy }];
}

/** Whether the value was of the wrong kind altogether, which says nothing about its parts. */
const isMismatch = ({ path, code }: Issue): boolean =>
  path.length === 0 && (code === "invalid_type" || code === "invalid_value");

const place = (path: readonly PropertyKey[]): string => JSON.stringify(path);

/** A misspelled key is one mistake: that the key it was meant to be is missing need not be said too. */
function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const meant = new Set(findings.flatMap(({ path, meant }) => (meant === undefined ? [] : place([...path, meant]))));
  return findings.filter(({ path, key }) => key !== undefined || !meant.has(place(path)));
}

function wordsOf(issue: Issue, value: unknown): Words {
  const label = labelOf(issue.path);
  const [own, ownRemedy] = ownWords(issue);
  if (issue.code === "invalid_key") {
    const remedy = issue.issues[0]?.message ?? "change it";
    return { what: `the name ${nameOf(issue.path.at(-1))} is not allowed`, remedy };
  }
  if (issue.code === "invalid_type" || issue.code === "invalid_value") {
    if (value === undefined) return { what: `${label} is missing`, remedy: `add it: ${wantedBy(issue)}` };
    if (ownRemedy === undefined) return { what: `${label} is ${nameOf(value)}`, remedy: `write ${wantedBy(issue)}` };
  }
  return { what: `${label} is ${nameOf(value)}: ${own}`, remedy: ownRemedy ?? "change it to fit" };
}

/** What a schema says itself: "why", or "why; what to do". */
function ownWords({ message }: Issue): readonly [why: string, remedy?: string] {
  const [why = "", remedy] = message.split("; ", 2);
  const small = why.charAt(0).toLowerCase() + why.slice(1);
  return remedy === undefined ? [small] : [small, remedy];
}

function labelOf(path: readonly PropertyKey[]): string {
  const name = path.at(-1);
  if (name === undefined) return "the file";
  return typeof name === "string" ? `"${name}"` : `item ${Number(name) + 1}`;
}

function unknownKey(key: string, known: readonly string[]): Words & Pick<Finding, "meant"> {
  const meant = nearest(key, known);
  const what = `unknown key "${spelled(key)}"`;
  if (meant === null) return { what, remedy: `remove it; known are ${known.join(", ") || "none"}` };
  return { what, remedy: `did you mean "${meant}"?`, meant };
}

/** A letter that only looks like another is shown by its number: "m\u0430xRiskPct". */
const spelled = (key: string): string =>
  key.replaceAll(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return value;
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "number") return `the number ${value}`; // also what JSON cannot write
  const text = JSON.stringify(value) ?? typeof value;
  return `${typeof value === "string" ? "the text" : `the ${typeof value}`} ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}

const WANTED: Readonly<Record<string, string>> = {
  string: 'a text (a number in quotes: "0.01")',
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

function wantedBy(issue: Issue): string {
  if (issue.code === "invalid_type") return WANTED[issue.expected] ?? issue.expected;
  return issue.code === "invalid_value"
    ? issue.values.map((value) => JSON.stringify(value)).join(" or ")
    : issue.message;
}
