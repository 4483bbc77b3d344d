import { z } from "zod";

interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly description?: string;
}

/** A schema in the words of TypeScript, on one line: what a reader of the protocol needs to build a frame. */
export const shapeOf = (schema: z.ZodType): string =>
  worded(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as Shape);

function worded(shape: Shape): string {
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(worded))].join(" | ");
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum !== undefined) return shape.enum.map((each) => JSON.stringify(each)).join(" | ");
  if (shape.type === "array") return `[${worded(shape.items ?? {})}, …]`;
  if (shape.type === "object") return objectOf(shape);
  return typeof shape.type === "string" ? shape.type : "any";
}

function objectOf({ properties = {}, required = [], additionalProperties }: Shape): string {
  const fields = Object.entries(properties).map(
    ([name, inner]) => `${name}${required.includes(name) ? "" : "?"}: ${worded(inner)}`,
  );
  if (typeof additionalProperties === "object") fields.push(`[name]: ${worded(additionalProperties)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
