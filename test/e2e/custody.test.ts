import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "ava";
import { venueHome, PASSPHRASE } from "./venueHome.ts";
import { closesCustody, guards, hears, leaksOf, opensCustody } from "./custody.ts";
import { liveHome, PASSPHRASE as TYPED } from "./liveHome.ts";
import { homeFor } from "./trade.ts";

test("a secret that a run leaves in a file, a log or in what it says is found by form and place, and fails its test", async (t) => {
  const { home, key } = await liveHome(t);
  t.deepEqual(leaksOf(home), []);
  const [, line = ""] = key.privateKey.split("\n");
  mkdirSync(join(home, "run"), { recursive: true });
  mkdirSync(join(home, "runs", "one"), { recursive: true });
  appendFileSync(join(home, "run", "gate.log"), `signing with ${line}\n`);
  writeFileSync(join(home, "runs", "one", "agent.db-wal"), Buffer.from(`\0\0${TYPED}\0`));
  hears(join(home, "runs", "one"), "said by trade status", Buffer.from(TYPED).toString("hex"));
  const planted = [
    `${join(home, "run", "gate.log")}: line 0 of the PEM`,
    `${join(home, "runs", "one", "agent.db-wal")}: the passphrase`,
    "said by trade status: the passphrase in hex",
  ];
  const found = leaksOf(home);
  t.deepEqual([...found].toSorted(), planted.toSorted());
  t.throws(() => closesCustody(home), { message: /a secret was left behind:\n[^]*gate\.log: line 0 of the PEM/ });
  // It has been seen: what this test leaves is not to fail it once more.
  opensCustody(home);
});

test("a key that lies where the test put it is no leak there, and one beside it is", async (t) => {
  const home = homeFor(t);
  await venueHome(t, home);
  t.deepEqual(leaksOf(home), [], "the credential's own file, by exact path");
  writeFileSync(join(home, "credentials", "copy"), PASSPHRASE);
  t.deepEqual(leaksOf(home), [`${join(home, "credentials", "copy")}: the passphrase`]);
  opensCustody(home);
});

test("the runtime and credential folder beside a home is looked through like the home, but for the key's own file", async (t) => {
  const { home, keyFile } = await liveHome(t);
  const folder = dirname(keyFile);
  t.false(folder.startsWith(home));
  t.deepEqual(leaksOf(home), [], "the key's own file, by exact path");
  mkdirSync(join(folder, "trade-1000"));
  writeFileSync(join(folder, "trade-1000", "a.lock.db"), TYPED);
  copyFileSync(keyFile, `${keyFile}.bak`);
  const found = leaksOf(home);
  t.true(found.includes(`${join(folder, "trade-1000", "a.lock.db")}: the passphrase`), found.join("\n"));
  t.true(found.includes(`${keyFile}.bak: line 0 of the PEM`), found.join("\n"));
  t.false(found.some((line) => line.startsWith(`${keyFile}:`)));
  t.throws(() => closesCustody(home), { message: /a\.lock\.db: the passphrase/ });
  opensCustody(home);
});

test("a folder that was taken away before it was looked through is told, not passed over", async (t) => {
  const { home, key } = await liveHome(t);
  const folder = mkdtempSync(join(tmpdir(), "trade-beside-"));
  guards(home, { key, passphrase: TYPED, allowed: [], folders: [folder] });
  t.deepEqual(leaksOf(home), []);
  rmSync(folder, { recursive: true });
  t.deepEqual(leaksOf(home), [`${folder}: gone before it was looked through`]);
  opensCustody(home);
});
