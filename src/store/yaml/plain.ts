import { type Document, isPair, type Node, visit } from "yaml";

/** A problem at an offset of the text; only the order of offsets and their line and column are used. */
export interface Placed {
  readonly offset: number;
  readonly what: string;
  readonly remedy: string;
}

/** What other characters may hide: controls, what is invisible or turns the writing around, and broken UTF-8. */
const UNSEEN = /[^\P{C}\t\n\r]|[\u2028\u2029\ufffd]|\r(?!\n)/gu;
const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
/** What a double keeps of every decimal number. */
const MAX_DIGITS = 15;
const MOST = 20;

/** Characters that a reader of the file would not see as what they are. A byte order mark at its beginning is none. */
export const unseenProblems = (text: string): readonly Placed[] =>
  [...text.matchAll(UNSEEN)]
    .filter(({ 0: found, index }) => !(found === "\ufeff" && index === 0))
    .slice(0, MOST)
    .map(({ 0: found, index }) => {
      const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      return { offset: index, what: `the character U+${code} cannot be seen for what it is`, remedy: "remove it" };
    });

/**
 * What YAML knows and plain writing does without, so that every line says by itself what holds: directives, tags, anchors
 * with their aliases, and numbers that other programs read as another number or as none.
 */
export function fancyProblems(document: Document.Parsed, text: string): readonly Placed[] {
  const found: Placed[] = [];
  const tell = (offset: number, what: string, remedy: string): void => void found.push({ offset, what, remedy });
  const directive = text.search(/^%/m);
  if (directive >= 0) tell(directive, "a directive changes how the file is read", "remove the line");
  visit(document, {
    Alias: (_key, node) =>
      tell(startOf(node), `"*${node.source}" stands for what is written elsewhere`, "write the value out"),
    Collection: (_key, node) => undressed(node, tell),
    Scalar: (key, node, path) => {
      undressed(node, tell);
      const { value, source = "" } = node;
      if (typeof value !== "number" || key === "key") return;
      const parent = path.at(-1);
      const name = isPair(parent) ? `"${String(parent.key)}"` : `item ${Number(key) + 1}`;
      const problem = numberProblem(source);
      if (problem !== null) tell(startOf(node), `${name} is ${source}, ${problem}`, "write it like 12 or 0.5");
    },
  });
  return found;
}

function undressed(node: Node & { anchor?: string; tag?: string }, tell: (...said: [number, string, string]) => void) {
  if (node.anchor !== undefined) tell(startOf(node), `"&${node.anchor}" names a value for use elsewhere`, "remove it");
  if (node.tag !== undefined) tell(startOf(node), `the tag ${node.tag} gives a value another type`, "remove it");
}

function numberProblem(source: string): string | null {
  if (!PLAIN_NUMBER.test(source)) return "not in plain digits";
  if (source.startsWith("-") && Number(source) === 0) return "a zero with a sign";
  const digits = source.replace(/^-?0*\.?0*/, "").replace(".", "");
  return digits.length > MAX_DIGITS ? `of more than ${MAX_DIGITS} digits` : null;
}

const startOf = ({ range }: Pick<Node, "range">): number => range?.[0] ?? 0;
