import type { Random } from "../../src/store/random.ts";

/** Values that have broken parsers before. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  1e308,
  5e-324,
  Number.MAX_SAFE_INTEGER,
  "",
  " ",
  "0",
  "-1",
  "1e9",
  "NaN",
  "Infinity",
  "0x10",
  "1".repeat(30),
  "\u0000",
  "\ud800",
  "\u202e",
  "../../gate/safety.yaml",
  "$(reboot)",
  "__proto__",
  "constructor",
  "x".repeat(5_000),
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: { passed: true } },
  JSON.parse('{"__proto__":{"decision":"approved"}}'),
];
const KEYS = ["__proto__", "constructor", "prototype", "toString", "id", "jsonrpc", "decision", "approved", "bypass"];
const BYTES = ['"', "{", "}", "[", "]", ",", ":", "\\", "\u0000", "\u001f", "\ufeff", "💥", "\r", "-", "9", "e"];

const upTo = (random: Random, n: number): number => Math.floor(random() * n);
const oneOf = <Item>(random: Random, items: readonly Item[]): Item => items[upTo(random, items.length)] as Item;

type TextMutation = (text: string, random: Random, other: string) => string;
const TEXT: readonly TextMutation[] = [
  (text, random) => {
    const at = upTo(random, text.length);
    return text.slice(0, at) + String.fromCharCode(upTo(random, 256)) + text.slice(at + 1);
  },
  (text, random) => {
    const at = upTo(random, text.length);
    return text.slice(0, at) + text.slice(at + 1 + upTo(random, 40));
  },
  (text, random) => text.slice(0, upTo(random, text.length)),
  (text, random) => {
    const at = upTo(random, text.length);
    return text.slice(0, at) + oneOf(random, BYTES).repeat(1 + upTo(random, 5)) + text.slice(at);
  },
  (text, random) => {
    const at = upTo(random, text.length);
    const piece = text.slice(at, at + upTo(random, 60));
    return text.slice(0, at) + piece + text.slice(at);
  },
  (text, random, other) => text.slice(0, upTo(random, text.length)) + other.slice(upTo(random, other.length)),
  (_text, random) => "[".repeat(1 + upTo(random, 20_000)),
  (_text, random) => Array.from({ length: 1 + upTo(random, 200) }, () => oneOf(random, BYTES)).join(""),
];

/** Changes one node of a frame: another value, one that is missing, one too many. */
function changed(value: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null || random() < 0.15) return oneOf(random, ODD);
  if (Array.isArray(value)) {
    if (value.length === 0 || random() < 0.2) return [...value, oneOf(random, ODD)];
    const at = upTo(random, value.length);
    return value.map((each, i) => (i === at ? changed(each, random) : each));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || random() < 0.1) return { ...value, [oneOf(random, KEYS)]: oneOf(random, ODD) };
  const at = upTo(random, entries.length);
  if (random() < 0.1) return Object.fromEntries(entries.filter((_, i) => i !== at));
  return Object.fromEntries(entries.map(([key, each], i) => [key, i === at ? changed(each, random) : each]));
}

/** A frame made wrong, in its bytes or in its meaning; now and then it stays what it was. */
export function mutated(frames: readonly string[], random: Random): string {
  const frame = oneOf(random, frames);
  const choice = random();
  if (choice < 0.02) return frame;
  if (choice < 0.6) return JSON.stringify(changed(JSON.parse(frame), random));
  const once = oneOf(random, TEXT)(frame, random, oneOf(random, frames));
  return random() < 0.3 && once.length > 0 ? oneOf(random, TEXT)(once, random, frame) : once;
}
