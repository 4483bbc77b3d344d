import test from "ava";
import * as fc from "fast-check";
import { HiddenLines } from "../../../bin/keys/hiddenLines.ts";
import { pastedKey } from "../../../bin/keys/pasted.ts";

const linesOf = (...chunks: string[]): string[] => {
  const lines = new HiddenLines();
  for (const chunk of chunks) lines.push(chunk);
  const found: string[] = [];
  for (let line = lines.next(); line !== null; line = lines.next()) found.push(line);
  return found;
};

test("what is typed is a line once Enter comes, as it was corrected", (t) => {
  t.deepEqual(linesOf("pass", "x\u007Fword", "\r"), ["password"]);
  t.deepEqual(linesOf("wrong\u0015right\r"), ["right"]);
  t.deepEqual(linesOf("no end yet"), []);
  t.deepEqual(linesOf("\u001B[200~pasted\u001B[201~\u001B[A\r"), ["pasted"], "arrows and paste marks are no letters");
});

test("a paste of several lines is several lines, whichever ends it has and however it is cut", (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[A-Za-z0-9+/= -]{0,20}$/), { minLength: 1, maxLength: 6 }),
      fc.constantFrom("\r", "\n", "\r\n"),
      fc.nat(200),
      (lines, end, at) => {
        const text = lines.map((line) => `${line}${end}`).join("");
        t.deepEqual(linesOf(text.slice(0, at), text.slice(at)), lines);
      },
    ),
  );
});

test("Ctrl-C, Ctrl-D and what has no end are no answer", (t) => {
  for (const text of ["abc\u0003", "\u0004", "x".repeat(30_000)]) {
    const lines = new HiddenLines();
    lines.push(text);
    t.true(lines.isInterrupted);
  }
});

const pasting = (...lines: string[]) => {
  const left = [...lines];
  return pastedKey({ ask: () => Promise.resolve(left.shift() ?? "") });
};

test("a key is taken as Coinbase gives it: the JSON file, or name and PEM, whole or line by line", async (t) => {
  const key = { name: "organizations/a/apiKeys/b", privateKey: "-----BEGIN EC\nabc\n-----END EC" };
  const pem = key.privateKey.split("\n");
  t.deepEqual(JSON.parse(await pasting(JSON.stringify(key))), key);
  t.deepEqual(JSON.parse(await pasting(...JSON.stringify(key, null, 2).split("\n"))), key);
  t.deepEqual(JSON.parse(await pasting(key.name, ...pem)), key);
  const escaped = pem.join(String.raw`\n`);
  t.deepEqual(JSON.parse(await pasting(` ${key.name} `, escaped)), { ...key, privateKey: escaped });
  t.deepEqual(JSON.parse(await pasting(key.name, "c2VlZA==")), { ...key, privateKey: "c2VlZA==" });
});

test("a paste that never ends is refused, and does not wait for ever", async (t) => {
  const { message } = await t.throwsAsync(pasting("name", "-----BEGIN EC"));
  t.regex(message, /the end of the key did not come.*--file/);
});
