import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { NOTHING_ASKED } from "../../../bin/doctor/examination.ts";
import { examined, examinations, type Row } from "../../../bin/doctor/table.ts";
import { homeAt, makeHome } from "../../../bin/home.ts";
import { tempDir } from "../../store/temp.ts";

const NOWHERE = { TRADE_COINBASE_URL: "http://127.0.0.1:9" };
const looked = (root: string, env: NodeJS.ProcessEnv = NOWHERE): Promise<readonly Row[]> =>
  examined({ home: homeAt(root), env, ...NOTHING_ASKED, symbols: ["BTC/USD"] });
const of = (rows: readonly Row[], name: string): readonly Row[] => rows.filter((row) => row.name === name);

test("whatever is not well comes with a remedy, and what is well with none", async (t) => {
  const rows = await looked(join(tempDir(t), "home"));
  for (const { state, what, remedy } of rows) t.is(remedy === "", state === "good", what);
  for (const name of ["node", "terminal", "home", "disk", "gate", "separation", "venue", "key"]) {
    t.true(of(rows, name).length > 0, name);
  }
});

test("a venue that does not answer is bad for live and no trouble for the synthetic market", async (t) => {
  t.is(of(await looked(tempDir(t)), "venue")[0]?.state, "weak");
});

test("a home that others may enter is bad, and so is a secret that others may read", async (t) => {
  const home = homeAt(tempDir(t));
  makeHome(home);
  writeFileSync(home.sealedKey, "x", { mode: 0o600 });
  t.deepEqual(
    [...of(await looked(home.root), "home"), ...of(await looked(home.root), "key")].map(({ state }) => state),
    ["good", "good"],
  );
  chmodSync(home.gate, 0o755);
  chmodSync(home.sealedKey, 0o644);
  const rows = await looked(home.root);
  t.regex(of(rows, "home")[0]?.what ?? "", /others may enter it/);
  t.regex(of(rows, "key")[0]?.what ?? "", /others may read this/);
  const elsewhere = homeAt(tempDir(t));
  mkdirSync(join(elsewhere.root, "x"));
  symlinkSync(join(elsewhere.root, "x"), elsewhere.gate);
  t.regex(of(await looked(elsewhere.root), "home")[0]?.what ?? "", /no folder/);
});

test("what a gate that fell left behind is named: its pid, a file that halts the next one", async (t) => {
  const home = homeAt(tempDir(t));
  makeHome(home);
  writeFileSync(home.gatePid, "999999999\n");
  writeFileSync(home.killFile, "");
  const said = of(await looked(home.root), "gate").map(({ what }) => what);
  t.true(said.some((what) => /a process that is gone/.test(what)));
  t.true(said.some((what) => /KILL is there: the next gate starts halted/.test(what)));
});

test("it is said plainly when agent and gate are one user's", async (t) => {
  const rows = of(await looked(tempDir(t)), "separation");
  t.true(rows.some(({ what }) => what.startsWith("same user: every program of yours could read the key's file")));
});

test("an examination that fails is a finding, and the others go on", async (t) => {
  const broken = { name: "broken", examine: () => Promise.reject(new Error("EIO")) };
  const patient = { home: homeAt(tempDir(t)), env: NOWHERE, ...NOTHING_ASKED, symbols: [] };
  const rows = await examined(patient, [broken, ...examinations.filter(({ name }) => name === "disk")]);
  t.like(rows[0], { name: "broken", state: "bad" });
  t.is(rows[1]?.name, "disk");
});
