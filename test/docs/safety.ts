import { z } from "zod";
import { safetySchema } from "../../src/gate/safety/schema.ts";

/** One row of the page: what a key means, and how the page says it loosens. */
export interface KeyRow {
  readonly unit: string;
  readonly binds: string;
  readonly loosens: string;
}

/** The table of docs/safety.md by key. */
export const keyRows = (page: string): ReadonlyMap<string, KeyRow> =>
  new Map(
    [...page.matchAll(/^\| `([a-zA-Z.*]+)` +\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, key, ...cells]) => {
      const [unit = "", binds = "", loosens = ""] = cells.map((cell) => cell.trim());
      return [key ?? "", { unit, binds, loosens }];
    }),
  );

/** Every key of the schema by its dotted path; `*` where any name may stand. */
export function keysOf(schema: unknown = safetySchema, path = ""): readonly string[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, inner]) => keysOf(inner, path === "" ? key : `${path}.${key}`));
  }
  if (!(schema instanceof z.ZodRecord)) return [path];
  return schema.valueType instanceof z.ZodObject ? keysOf(schema.valueType, `${path}.*`) : [`${path}.*`];
}

/** safety.schema.json: the schema in the words of editors, with what the page says of each key. */
export function editorSchema(page: string): string {
  const whole = z.toJSONSchema(safetySchema, { target: "draft-7" });
  for (const [key, { unit, binds }] of keyRows(page)) {
    // The map itself bears the words of its values, unless these have names of their own.
    const names = key.endsWith(".*") ? key.slice(0, -2).split(".") : key.split(".");
    const node = names.reduce<Record<string, unknown>>(
      (at, name) =>
        name === "*"
          ? (at["additionalProperties"] as Record<string, unknown>)
          : ((at["properties"] as Record<string, Record<string, unknown>>)[name] ?? {}),
      whole as Record<string, unknown>,
    );
    node["description"] = `In ${unit}. ${binds}`;
  }
  return `${JSON.stringify(whole, null, 2)}\n`;
}
