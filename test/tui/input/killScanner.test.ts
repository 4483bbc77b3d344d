import test from "ava";
import * as fc from "fast-check";
import { GROUND, scan, type ScanState, silent } from "../../../src/tui/input/killScanner.ts";

const ESC = "\u001b";
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const kills = (text: string, isField = false): readonly number[] => scan(GROUND, bytesOf(text), isField).kills;

/** Streams made of what a terminal sends, and of bytes that nobody meant. */
const piece = fc.oneof(
  fc.constantFrom(
    "K",
    "k",
    "\u000b",
    "a",
    ESC,
    "[",
    "200~",
    `${ESC}[200~`,
    `${ESC}[201~`,
    `${ESC}[A`,
    `${ESC}OK`,
    `${ESC}K`,
    `${ESC}[1;5K`,
    "\u0007",
    `${ESC}]`,
    `${ESC}\\`,
  ),
  fc.string({ maxLength: 3 }),
);
const stream = fc.array(piece, { maxLength: 30 }).map((pieces) => bytesOf(pieces.join("")));

test("bytes split at any place give the same answer", (t) => {
  fc.assert(
    fc.property(stream, fc.array(fc.nat(60)), fc.boolean(), (bytes, cuts, isField) => {
      const whole = scan(GROUND, bytes, isField);
      const places = [0, ...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length];
      let state: ScanState = GROUND;
      const found: number[] = [];
      for (let index = 1; index < places.length; index += 1) {
        const from = places[index - 1] ?? 0;
        const part = scan(state, bytes.subarray(from, places[index]), isField);
        state = part.state;
        found.push(...part.kills.map((at) => at + from));
      }
      return JSON.stringify([state, found]) === JSON.stringify([whole.state, whole.kills]);
    }),
    { numRuns: 1_000 },
  );
  t.pass();
});

test("nothing inside a bracketed paste kills", (t) => {
  fc.assert(
    fc.property(fc.string(), (text) => kills(`${ESC}[200~${text.replaceAll(ESC, "")}K\u000b${ESC}[201~`).length === 0),
  );
  t.deepEqual(kills(`${ESC}[200~K${ESC}[201~K`), [13]);
  t.deepEqual(kills(`${ESC}[200~${ESC}${ESC}[201~K`), [13]);
});

test("K kills among other keys, and Ctrl-K as well", (t) => {
  t.deepEqual(kills("jjK"), [2]);
  t.deepEqual(kills("\u000b"), [0]);
  t.deepEqual(kills("äöK"), [4]);
});

test("in a text field K is a letter and Ctrl-K kills", (t) => {
  t.deepEqual(kills("KK\u000b", true), [2]);
});

test("K as part of an escape sequence is no kill", (t) => {
  for (const sequence of [
    `${ESC}[K`,
    `${ESC}OK`,
    `${ESC}[1;5K`,
    `${ESC}[[K`,
    `${ESC}]11;rgb:KK\u0007`,
    `${ESC}PK${ESC}\\`,
    `${ESC}[MKKK`,
  ]) {
    t.deepEqual(kills(sequence), [], JSON.stringify(sequence));
    t.deepEqual(kills(`${sequence}K`), [bytesOf(sequence).length], `then K: ${JSON.stringify(sequence)}`);
  }
});

test("Esc and K in one delivery kill, also out of a text field: the operator was fast, or the line slow", (t) => {
  t.deepEqual(kills(`${ESC}K`), [1]);
  t.deepEqual(kills(`${ESC}K`, true), [1]);
  t.deepEqual(kills(`${ESC}${ESC}K`), [2]);
});

test("Esc, a pause, then K kills: the operator left a dialog and meant it", (t) => {
  const after = silent(scan(GROUND, bytesOf(ESC), false).state);
  t.deepEqual(scan(after, bytesOf("K"), false).kills, [0]);
});

test("a pause within a paste does not end it", (t) => {
  const after = silent(scan(GROUND, bytesOf(`${ESC}[200~a`), false).state);
  t.deepEqual(scan(after, bytesOf("K"), false).kills, []);
});
