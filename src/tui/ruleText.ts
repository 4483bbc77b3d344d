import type { RuleDocument } from "../store/rules/document.ts";

const plainWord = /^[A-Za-z][\w .%-]*$/;
const scalar = (value: unknown): string =>
  typeof value === "string" && !plainWord.test(value) ? JSON.stringify(value) : String(value);

const inline = (fields: Readonly<Record<string, unknown>>): string =>
  `{ ${Object.entries(fields)
    .map(([name, value]) => `${name}: ${scalar(value)}`)
    .join(", ")} }`;

/** A rule as the YAML a person would write, one field a line, always in the same order so that two can be compared. */
export function ruleText(document: RuleDocument): readonly string[] {
  const { symbols, params, exit, scale, warmupBars, coolDownBars } = document;
  const named = Object.entries(params).map(([name, param]) => `  ${name}: ${inline(param)}`);
  const exits = Object.entries(exit).map(
    ([name, value]) => `  ${name}: ${typeof value === "object" ? inline(value) : scalar(value)}`,
  );
  return [
    `id: ${document.id}`,
    `version: ${document.version}`,
    `status: ${document.status}`,
    `symbols: ${symbols === "any" ? "any" : `[${symbols.join(", ")}]`}`,
    `timeframe: ${document.timeframe}`,
    `side: ${document.side}`,
    ...(named.length === 0 ? ["params: {}"] : ["params:", ...named]),
    ...(coolDownBars === undefined ? [] : [`coolDownBars: ${coolDownBars}`]),
    ...(warmupBars === undefined ? [] : [`warmupBars: ${warmupBars}`]),
    `entry: ${scalar(document.entry)}`,
    "exit:",
    ...exits,
    `size: ${inline(document.size)}`,
    ...(scale === undefined ? [] : [`scale: ${inline(scale)}`]),
    `thesis: ${scalar(document.thesis)}`,
  ];
}

export interface DiffLine {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** What changed from `before` to `after`: the longest common lines stay, the others go or come (LCS, both are short). */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const lengths = commonLengths(before, after);
  const found: DiffLine[] = [];
  let b = 0;
  let a = 0;
  while (b < before.length || a < after.length) {
    const old = before[b];
    const fresh = after[a];
    if (old !== undefined && old === fresh) {
      found.push({ sign: " ", text: old });
      b += 1;
      a += 1;
    } else if (old !== undefined && (fresh === undefined || at(lengths, b + 1, a) >= at(lengths, b, a + 1))) {
      found.push({ sign: "-", text: old });
      b += 1;
    } else {
      found.push({ sign: "+", text: fresh ?? "" });
      a += 1;
    }
  }
  return found;
}

const at = (lengths: readonly (readonly number[])[], b: number, a: number): number => lengths[b]?.[a] ?? 0;

/** lengths[b][a]: how many lines the tails before[b..] and after[a..] have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const lengths: number[][] = Array.from({ length: before.length + 1 }, () => []);
  for (let b = before.length - 1; b >= 0; b -= 1) {
    for (let a = after.length - 1; a >= 0; a -= 1) {
      const row = lengths[b] ?? [];
      row[a] =
        before[b] === after[a] ? at(lengths, b + 1, a + 1) + 1 : Math.max(at(lengths, b + 1, a), at(lengths, b, a + 1));
    }
  }
  return lengths;
}
