const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const COMBINING = /\p{M}/u;

/**
 * Text from outside made fit for the screen: control characters (with them every escape sequence), direction marks
 * and line breaks become spaces, so that a rule's thesis can neither move the cursor nor fake a line.
 */
export const plain = (text: string): string => text.replace(UNSAFE, " ");

const widthOf = (character: string): number => (COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1);
const isAscii = (text: string): boolean => !/[^ -~]/.test(text);

/** Columns that `text` takes in a terminal. */
export function cellWidth(text: string): number {
  if (isAscii(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += widthOf(character);
  return cells;
}

/** The longest beginning of `text` that fits in `columns`; a cut is shown by "…". */
export function cut(text: string, columns: number): string {
  if (cellWidth(text) <= columns) return text;
  let cells = 0;
  let kept = "";
  for (const character of text) {
    cells += widthOf(character);
    if (cells > columns - 1) break;
    kept += character;
  }
  return columns <= 0 ? "" : `${kept}…`;
}

export type Align = "left" | "right";

/** `text` in exactly `columns`: cut or padded. */
export function fit(text: string, columns: number, align: Align = "left"): string {
  const kept = cut(text, columns);
  const blank = " ".repeat(Math.max(0, columns - cellWidth(kept)));
  return align === "left" ? kept + blank : blank + kept;
}

/** Words of `text` on lines of at most `columns`; a word longer than a line is cut into pieces. */
export function wrapWords(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((word) => pieces(word, columns))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (cellWidth(longer) <= columns) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  return [...lines, line];
}

function pieces(word: string, columns: number): readonly string[] {
  if (cellWidth(word) <= columns) return [word];
  const found: string[] = [""];
  for (const character of word) {
    const longer = (found.at(-1) ?? "") + character;
    if (cellWidth(longer) <= columns) found[found.length - 1] = longer;
    else found.push(character);
  }
  return found;
}

/** As `wrapWords`, but keeping the indentation: what follows the first line stands two columns further in. */
export function wrapIndented(text: string, columns: number): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? "";
  const lines = wrapWords(text.slice(indent.length), columns - indent.length - 2);
  return lines.map((line, index) => (index === 0 ? indent + line : `${indent}  ${line}`));
}
