/**
 * A copy of the value as it will be read back from its canonical JSON: keys in the order of their code units, undefined
 * properties left out, no negative zero. `JSON.stringify` of it is that very text, in a third of the time that writing
 * it piece by piece takes. Undefined when no plain object can keep that order (a key that reads as an index, `__proto__`)
 * or when JSON cannot hold the value at all: `canonicalJson` writes the one and says why of the other.
 */
export function plainOf(value: unknown): unknown {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : undefined;
  if (typeof value !== "object") return undefined;
  return Array.isArray(value) ? plainList(value) : plainObject(value);
}

function plainList(list: readonly unknown[]): readonly unknown[] | undefined {
  const plain: unknown[] = [];
  for (const each of list) {
    const inner = plainOf(each);
    if (inner === undefined) return undefined;
    plain.push(inner);
  }
  return plain;
}

function plainObject(value: object): object | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const given = value as Readonly<Record<string, unknown>>;
  const plain: Record<string, unknown> = {};
  for (const key of inOrder(Object.keys(given))) {
    if (given[key] === undefined) continue;
    const inner = plainOf(given[key]);
    if (inner === undefined || key === "__proto__" || INDEX.test(key)) return undefined;
    plain[key] = inner;
  }
  return plain;
}

/** Objects put such keys before all others. */
const INDEX = /^\d+$/;
/** Up to so many keys, insertion is the faster sort. */
const FEW = 32;

function inOrder(keys: string[]): readonly string[] {
  if (keys.length > FEW) return keys.sort((a, b) => (a < b ? -1 : 1));
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i] ?? "";
    let at = i;
    for (; at > 0 && (keys[at - 1] ?? "") > key; at -= 1) keys[at] = keys[at - 1] ?? "";
    keys[at] = key;
  }
  return keys;
}
