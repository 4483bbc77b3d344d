/**
 * The one JSON text of a value: keys sorted by code unit, no white space, undefined properties left out. Two values
 * that mean the same give the same bytes, so their hashes agree on every machine.
 * @throws TypeError on what JSON cannot hold (a number that is not finite, a bigint, a function) instead of writing null.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      if (Number.isFinite(value)) return JSON.stringify(value);
      break;
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(",")}]` : canonicalObject(value);
    case "undefined":
    case "bigint":
    case "symbol":
    case "function":
  }
  throw new TypeError(`JSON cannot hold ${typeof value === "number" ? value : `a value of type ${typeof value}`}`);
}

function canonicalObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`JSON cannot hold a ${value.constructor.name}; give a plain object`);
  }
  const parts = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${parts.join(",")}}`;
}
