import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { takeAccount } from "../../bin/gate/accountLock.ts";
import { surpriseOf } from "../../bin/gate/fatal.ts";
import { KillFile } from "../../bin/gate/killFile.ts";
import { Projections } from "../../bin/gate/projections.ts";
import { Exit } from "../../bin/exit.ts";
import { recover } from "../../src/gate/heart/recover.ts";
import { entry, submit } from "../gate/facts.ts";
import { World } from "../gate/world.ts";
import { tempDir } from "../store/temp.ts";

const LIVE = { mode: "live", venue: "coinbase", account: "01900000-0000-7000-8000-000000000001" };

test("one account is run by one gate, whatever home it runs in; another account is another lock", (t) => {
  const runtime = tempDir(t);
  const held = takeAccount(LIVE, runtime);
  const refused = t.throws(() => takeAccount({ ...LIVE }, runtime), { instanceOf: Exit });
  t.is(refused.code, 5);
  t.regex(refused.message, /another gate runs this account/);
  const others = [{ mode: "paper" }, { venue: "paper" }, { account: "another" }].map((change) =>
    takeAccount({ ...LIVE, ...change }, runtime),
  );
  for (const other of others) other.release();
  held.release();
  takeAccount(LIVE, runtime).release();
});

test("the account's lock does not lie in a folder that somebody else could have made", (t) => {
  const runtime = tempDir(t);
  const uid = process.getuid?.() ?? -1;
  const folder = join(runtime, `trade-${uid}`);
  mkdirSync(join(runtime, "elsewhere"), { mode: 0o700 });
  symlinkSync(join(runtime, "elsewhere"), folder);
  t.throws(() => takeAccount(LIVE, runtime), { message: /not a folder of yours alone/ });
  rmSync(folder);
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  t.throws(() => takeAccount(LIVE, runtime), { message: /set XDG_RUNTIME_DIR/ });
});

test("the kill file halts and is put aside; one that cannot be moved is obeyed again and said once", (t) => {
  const folder = tempDir(t);
  const path = join(folder, "KILL");
  const [halts, said]: [string[], string[]] = [[], []];
  const file = new KillFile(
    path,
    (reason) => halts.push(reason),
    (line) => said.push(line),
  );
  file.obey();
  t.deepEqual(halts, []);
  writeFileSync(path, "");
  file.obey();
  t.deepEqual([halts.length, existsSync(path), existsSync(`${path}.obeyed`)], [1, false, true]);
  rmSync(`${path}.obeyed`);
  mkdirSync(join(`${path}.obeyed`, "in the way"), { recursive: true });
  writeFileSync(path, "");
  file.obey();
  file.obey();
  t.is(halts.length, 3);
  t.is(said.length, 1);
  t.regex(said[0] ?? "", /is obeyed but cannot be moved/);
});

test("the gate's files say what its journal says: deleted and written by another process, they have the same bytes", (t) => {
  const world = new World().tick([100, 101, 99, 100]);
  world.gate.execute(submit(entry(1)));
  world.tick([100, 101, 99, 100]);
  const head = { seq: world.state.seq, hash: "a".repeat(64) };
  const folder = tempDir(t);
  const names = ["positions.json", "rulebook.json", "proposals.json"];
  const read = () => names.map((name) => readFileSync(join(folder, name), "utf8"));
  const complain = (line: string): never => t.fail(line);
  new Projections(folder, complain).show(head, world.state);
  const before = read();
  for (const name of names) rmSync(join(folder, name));
  new Projections(folder, complain).show(head, recover(world.journal));
  t.deepEqual(read(), before);
  const [positions, rulebook] = before.map((text) => JSON.parse(text) as { seq: number; state: object });
  t.is(positions?.seq, world.state.seq);
  t.like(positions?.state, { [entry(1).intentId]: { symbol: "BTC/USD", quantity: "2", stopKind: "EXCHANGE" } });
  t.deepEqual(Object.keys(rulebook?.state ?? {}), ["other", "third", "trend"]);
});

test("files that cannot be written are spoken of once, and stop nothing", (t) => {
  const said: string[] = [];
  const { state } = new World().tick([100, 101, 99, 100]);
  const projections = new Projections(join(tempDir(t), "gone"), (line) => said.push(line));
  projections.show({ seq: 1, hash: "" }, state);
  projections.show({ seq: 2, hash: "" }, state);
  t.is(said.length, 1);
});

test("a surprise is one line: what, and where in the program", (t) => {
  t.regex(surpriseOf(new RangeError("no price")), /^RangeError: no price \(at .*gate\.test\./);
  t.is(surpriseOf("a word"), "a word");
});
