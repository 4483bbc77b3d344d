import { z } from "zod";

/** The keys that a schema knows at `path`, of all forms where it allows several; empty where any key may stand. */
export function knownKeys(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  const forms = formsOf(schema);
  const [step, ...rest] = path;
  const keys =
    step === undefined
      ? forms.flatMap((form) => (form instanceof z.ZodObject ? Object.keys(form.shape) : []))
      : forms.flatMap((form) => knownKeys(innerOf(form, step), rest));
  return [...new Set(keys)];
}

/** The schema without what wraps it: optional, default, nullable, a union's alternatives. */
function formsOf(schema: unknown): readonly unknown[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(formsOf);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return formsOf(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return formsOf(schema.in);
  return [schema];
}

function innerOf(schema: unknown, step: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, unknown>)[step];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return undefined;
}
