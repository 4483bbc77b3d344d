import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { orderIdOf } from "../../src/store/ids.ts";
import { LiveAccount } from "./liveAccount.ts";
import { homeFor, until } from "./trade.ts";

const ENTRY = "01900000-0000-7000-8000-000000000001";
const ROOM_MB = 12;

/** A home whose gate writes to a small file system of its own; null where this machine does not let one be mounted. */
function smallHome(t: ExecutionContext): string | null {
  const home = homeFor(t);
  const gate = join(home, "gate");
  mkdirSync(gate, { mode: 0o700 });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${ROOM_MB}m,mode=0700`, "none", gate], { stdio: "ignore" });
  } catch {
    return null;
  }
  t.teardown(() => execFileSync("umount", ["-l", gate]));
  return home;
}

/** Takes all the room that is left, and gives it back when called. */
function fill(folder: string): () => void {
  const path = join(folder, "filler");
  for (;;) {
    try {
      writeFileSync(path, Buffer.alloc(4_096), { flag: "a" });
    } catch {
      return () => rmSync(path);
    }
  }
}

test("a disk that is full: the gate is halted and still gets out; once there is room all of it is on the record", async (t) => {
  const home = smallHome(t);
  if (home === null) {
    t.pass("not run: this machine lets no file system be mounted");
    t.log("not run: this machine lets no file system be mounted");
    return;
  }
  const account = await LiveAccount.open(t, home);
  await account.submit(account.intent(1));
  await until("held and covered", async () => (await account.status()).positions[0]?.stopKind === "EXCHANGE");
  const makeRoom = fill(join(home, "gate"));
  const out = account.trade("flatten", "--yes");
  // 0: flat, 1: not yet. Any other end, and the gate was never asked.
  const unasked = out.then(({ code, stderr }) => (code > 1 ? t.fail(stderr) : new Promise<never>(() => {})));
  const isFlat = () => account.truth.btc === "0" && account.truth.open.length === 0;
  await Promise.race([until("flat, without a record", isFlat), unasked]);
  t.is((await account.status()).trading.state, "halted");
  t.is(account.ordersOf(orderIdOf(ENTRY, "exit", 0)), 1);
  makeRoom();
  await out;
  const now = await until("on the record", async () => {
    const { stdout } = await account.trade("log", "--json");
    return stdout.includes('"gate.recovered"') ? account.agreed() : null;
  });
  t.deepEqual(now.positions, []);
  t.is(now.trading.state, "halted", "a person looks first");
  t.is((await account.trade("audit", "verify")).code, 0);
});
