import { type Document, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";

type Path = readonly PropertyKey[];

/** Where in the text the value at `path` begins; for a map or list with a key, the key; for what is missing, its parent. */
export function offsetOf(document: Document.Parsed, path: Path): number {
  let offset = start(document.contents);
  let node: unknown = document.contents;
  for (const step of path) {
    const pair = pairOf(node, step);
    const next = pair === null ? (isSeq(node) ? node.items[Number(step)] : undefined) : pair.value;
    if (pair === null && next === undefined) return offset;
    offset = start(pair !== null && !isScalar(next) ? pair.key : next);
    node = next;
  }
  return offset;
}

/** Where the key `name` of the map at `path` begins. */
export function keyOffsetOf(document: Document.Parsed, path: Path, name: string): number {
  const pair = pairOf(document.getIn(path as readonly unknown[], true) ?? document.contents, name);
  return pair === null ? offsetOf(document, path) : start(pair.key);
}

const pairOf = (node: unknown, name: PropertyKey): Pair | null =>
  isMap(node) ? (node.items.find(({ key }) => isScalar(key) && String(key.value) === String(name)) ?? null) : null;

const start = (node: unknown): number => (node as Node | null | undefined)?.range?.[0] ?? 0;
