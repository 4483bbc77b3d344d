import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import * as fc from "fast-check";
import { type FileFacts, fileTrust } from "../../../src/gate/safety/fileTrust.ts";
import { readOwnSafety } from "../../../src/gate/safety/load.ts";
import { InputError } from "../../../src/store/input.ts";
import { tempDir } from "../../store/temp.ts";
import { SHIPPED } from "./refused.ts";

const ME = 1_000;
const of = (facts: Partial<FileFacts>) => fileTrust({ kind: "file", uid: ME, mode: 0o100600, ...facts }, ME);

test("limits are taken from a file that only the gate's user, or root, could have written", (t) => {
  for (const mode of [0o100600, 0o100400, 0o100644, 0o100755]) t.is(of({ mode }), null, mode.toString(8));
  t.is(of({ uid: 0, mode: 0o100644 }), null, "root may do anything anyway");
});

test("others who could write it, by owner or by mode, are named with the command that mends it", (t) => {
  t.deepEqual(of({ mode: 0o100664 }), { what: "others may write it (mode 664)", cure: "chmod 600" });
  t.deepEqual(of({ mode: 0o100602 }), { what: "others may write it (mode 602)", cure: "chmod 600" });
  t.deepEqual(of({ uid: 1_001 }), { what: "it belongs to user 1001, who could loosen it", cure: "chown 1000" });
  t.is(fileTrust({ kind: "file", uid: ME, mode: 0o600 }, 0)?.cure, "chown 0", "a gate of root's too");
});

test("what is no file itself is not followed", (t) => {
  for (const kind of ["link", "other"] as const) t.is(of({ kind })?.cure, null, kind);
  t.regex(of({ kind: "link", uid: 0 })?.what ?? "", /a link/);
});

test("a file is trusted exactly when it is one, is ours or root's, and is written by its owner alone", (t) => {
  const facts = fc.record({
    kind: fc.constantFrom<FileFacts["kind"][]>("file", "link", "other"),
    uid: fc.constantFrom(0, ME, 1_001),
    mode: fc.integer({ min: 0, max: 0o777 }),
  });
  fc.assert(
    fc.property(facts, fc.constantFrom(0, ME), ({ kind, uid, mode }, gate) => {
      const trusted = kind === "file" && (uid === gate || uid === 0) && (mode & 0o022) === 0;
      t.is(fileTrust({ kind, uid, mode }, gate) === null, trusted);
    }),
    { numRuns: 2_000, seed: 7 },
  );
});

test("a file of the disk is looked at before it is read: one line with the path, ready to be typed", (t) => {
  const uid = process.getuid?.() ?? null;
  const folder = tempDir(t);
  const path = join(folder, "the limits.yaml");
  writeFileSync(path, SHIPPED);
  chmodSync(path, 0o666);
  const says = (of: string): string => t.throws(() => readOwnSafety(of, uid), { instanceOf: InputError }).message;
  t.is(says(path), `${path}: others may write it (mode 666); \`chmod 600 '${path}'\``);
  t.is(readOwnSafety(path, null).limits.schema, 2, "where files have no owner nothing is asked");
  chmodSync(path, 0o600);
  t.is(readOwnSafety(path, uid).limits.schema, 2);
  symlinkSync(path, join(folder, "link.yaml"));
  t.regex(says(join(folder, "link.yaml")), /link\.yaml: this is a link, .*; put the file itself there/);
  mkdirSync(join(folder, "folder.yaml"));
  t.regex(says(join(folder, "folder.yaml")), /folder\.yaml: this is no regular file; put the file itself there/);
  t.regex(says(join(folder, "absent.yaml")), /absent\.yaml: cannot be read \(ENOENT\)/);
});
