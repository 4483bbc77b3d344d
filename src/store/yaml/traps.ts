import { type Document, isCollection, isNode, isPair, visit } from "yaml";
import type { Placed } from "./plain.ts";

const MAX_DEPTH = 50;

/** What is nested too deeply for whoever walks it by recursion: found without. */
export function deepProblems({ contents }: Document.Parsed): readonly Placed[] {
  const waiting: [node: unknown, depth: number][] = [[contents, 1]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, depth] = next;
    if (depth > MAX_DEPTH && isNode(node)) {
      const what = `nested deeper than ${MAX_DEPTH} levels`;
      return [{ offset: node.range?.[0] ?? 0, what, remedy: "nest it less deeply" }];
    }
    if (isCollection(node)) for (const item of node.items) waiting.push([item, depth + 1]);
    if (isPair(node)) waiting.push([node.key, depth], [node.value, depth]);
  }
  return [];
}

/** A key that plain objects keep for themselves: a schema would pass over it, and what stands under it would be lost. */
export function keyProblems(document: Document.Parsed): readonly Placed[] {
  const found: Placed[] = [];
  visit(document, {
    Scalar: (key, { value, range }) => {
      if (key !== "key" || value !== "__proto__") return;
      found.push({ offset: range?.[0] ?? 0, what: `"__proto__" is no name`, remedy: "remove it" });
    },
  });
  return found;
}
