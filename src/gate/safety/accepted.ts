import { type Safety, safetySchema } from "./schema.ts";

/** Where each limit stood: "orders.collarBps" → "safety.yaml:18". The file's own beginning goes by "". */
export type Places = Readonly<Record<string, string>>;

/**
 * The place of every value and of every map of the limits, as `source` says it. A list is one value: of its items nobody
 * asks.
 */
export const placesOf = ({ limits, source }: Pick<Safety, "limits" | "source">): Places =>
  Object.fromEntries(["", ...pathsOf(limits, "")].map((path) => [path, source(path)]));

/**
 * Limits as they were accepted, with their places: what the journal alone knows of them, and all that a verdict needs.
 * Null when an older program accepted them, by a schema that this one does not read.
 */
export function safetyOf(limits: Readonly<Record<string, unknown>>, places: Places, hash: string): Safety | null {
  const parsed = safetySchema.safeParse(limits);
  return parsed.success ? { limits: parsed.data, hash, source: (path) => placeAt(places, path) } : null;
}

/** Of what is not there the place of what it would stand in, as of the file itself. */
function placeAt(places: Places, path: string): string {
  const names = path.split(".");
  while (names.length > 0) {
    const known = names.join(".");
    if (Object.hasOwn(places, known)) return places[known] ?? "";
    names.pop();
  }
  return places[""] ?? "";
}

function pathsOf(value: unknown, path: string): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const inner = path === "" ? key : `${path}.${key}`;
    return [inner, ...pathsOf(each, inner)];
  });
}
