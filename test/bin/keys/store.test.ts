import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { homeAt } from "../../../bin/home.ts";
import { fileTrouble, hasSealedKey, noteOf, removeKey, storeKey, unsealKey } from "../../../bin/keys/store.ts";
import { tempDir } from "../../store/temp.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const KEY = {
  name: "organizations/a/apiKeys/b",
  privateKey: privateKey.export({ type: "sec1", format: "pem" }),
};
const NOTE = { portfolioId: "p-1", storedAt: "2026-01-01T00:00:00.000Z" };

test("a stored key opens with its passphrase alone, and its file says nothing without it", async (t) => {
  const home = homeAt(tempDir(t));
  mkdirSync(home.gate);
  await storeKey(home, KEY, "correct horse battery", NOTE);
  t.deepEqual(await unsealKey(home, "correct horse battery"), KEY);
  t.is(await unsealKey(home, "correct horse batterz"), null);
  const text = readFileSync(home.sealedKey, "utf8");
  t.regex(text, /^-----BEGIN AGE ENCRYPTED FILE-----/, "any program for age opens it");
  const body = Buffer.from(text.split("\n").slice(1, -2).join(""), "base64").toString("latin1");
  t.regex(body, /^age-encryption\.org\/v1\n-> scrypt /);
  for (const secret of [KEY.name, ...KEY.privateKey.split("\n").slice(1, -2)]) t.false(body.includes(secret));
  t.is(statSync(home.sealedKey).mode & 0o777, 0o600);
  t.deepEqual(noteOf(home), NOTE);
  removeKey(home);
  t.deepEqual([hasSealedKey(home), noteOf(home)], [false, null]);
});

test("a secret's file that others may read, or that points elsewhere, is not used", async (t) => {
  const home = homeAt(tempDir(t));
  mkdirSync(home.gate);
  await storeKey(home, KEY, "correct horse battery", NOTE);
  t.is(fileTrouble(home.sealedKey), null);
  chmodSync(home.sealedKey, 0o640);
  t.throws(() => unsealKey(home, "correct horse battery"), { message: /others may read this.*chmod 600/ });
  const link = join(home.gate, "link");
  symlinkSync(home.sealedKey, link);
  t.regex(fileTrouble(link) ?? "", /no plain file/);
});

test("an altered file does not open: there is no half of a key", async (t) => {
  const home = homeAt(tempDir(t));
  mkdirSync(home.gate);
  await storeKey(home, KEY, "correct horse battery", NOTE);
  const lines = readFileSync(home.sealedKey, "utf8").split("\n");
  const last = lines.length - 3;
  const line = lines[last] ?? "";
  lines[last] = `${line.startsWith("A") ? "B" : "A"}${line.slice(1)}`;
  writeFileSync(home.sealedKey, lines.join("\n"));
  t.is(await unsealKey(home, "correct horse battery"), null);
});
