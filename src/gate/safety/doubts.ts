import { contradictions } from "./doubts/contradictions.ts";
import { hidden } from "./doubts/hidden.ts";
import type { DoubtKind, DoubtRow } from "./doubts/row.ts";
import { standstill } from "./doubts/standstill.ts";
import type { Limits, Safety } from "./schema.ts";

/** Every doubt that is asked of a file of limits. None of them stops a gate: a person may mean it so. */
export const DOUBTS: readonly DoubtRow[] = [...hidden, ...contradictions, ...standstill];

export interface Doubt {
  readonly kind: DoubtKind;
  readonly paths: readonly string[];
  /** "orders.maxNotionalPct 60 (safety.yaml:16), exposure.maxSymbolPct 50 (safety.yaml:37): never binds; an entry …" */
  readonly line: string;
}

const MAX_VALUE = 60;

/** What is doubtful about these limits, in the order of the table. Empty when all of them can bind and none disagree. */
export const doubtsOf = ({ limits, source }: Pick<Safety, "limits" | "source">): readonly Doubt[] =>
  DOUBTS.flatMap(({ kind, paths, names, judge }) =>
    (names?.(limits) ?? [""]).flatMap((name): Doubt[] => {
      const why = judge(limits, name);
      if (why === null) return [];
      const named = paths.map((path) => path.replace("*", name));
      const said = named.map((path) => `${path} ${valueAt(limits, path)} (${source(path)})`);
      return [{ kind, paths: named, line: `${said.join(", ")}: ${kind}; ${why}` }];
    }),
  );

function valueAt(limits: Limits, path: string): string {
  const value = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], limits);
  const text =
    typeof value === "string"
      ? value
      : JSON.stringify(value)
          .replaceAll('"', "")
          .replaceAll(/(?<=[,:])/g, " ");
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}
