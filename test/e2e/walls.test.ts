import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import test, { type ExecutionContext } from "ava";
import { landlockVersion } from "../../bin/walls/landlock.ts";
import { until } from "./trade.ts";
import { guards } from "./custody.ts";
import { liveHome, PASSPHRASE } from "./liveHome.ts";
import { giveTo, NOBODY, noOrdinaryUser, noSecondUser, OTHER, runAs, runAsOther } from "./ordinaryUser.ts";

const MAIN = resolve("dist/bin/main.js");
const INTRUDER = resolve("dist/test/e2e/intruder.js");
const abi = await landlockVersion();

/** A live gate of an ordinary user, its key handed over, and a file where the stored key lies. */
async function gateOf(
  t: ExecutionContext,
  isShared = false,
): Promise<{ home: string; run: string; env: NodeJS.ProcessEnv }> {
  const { home, env: given, key } = await liveHome(t);
  const credentials = given["XDG_RUNTIME_DIR"] ?? "";
  const handed = join(credentials, "coinbase-key");
  writeFileSync(handed, JSON.stringify(key), { mode: 0o600 });
  guards(home, { key, passphrase: PASSPHRASE, allowed: [handed] });
  mkdirSync(join(home, "gate"), { mode: 0o700 });
  writeFileSync(join(home, "gate", "coinbase.age"), "the key's place", { mode: 0o600 });
  const run = join(credentials, "run");
  if (isShared) mkdirSync(run, { mode: 0o750 });
  giveTo(credentials);
  if (isShared) chmodSync(credentials, 0o711);
  giveTo(home);
  const env = { ...given, TRADE_HOME: home, CREDENTIALS_DIRECTORY: credentials };
  if (isShared) await runsAlone(t, { ...env, TRADE_RUN: run }, join(run, "operator.sock"));
  else {
    const started = await runAs(env, MAIN, "gate", "start", "--mode", "live");
    t.is(started.code, 0, started.stderr);
  }
  return { home, run, env };
}

/** As a supervisor runs it: in the foreground, its sockets in a folder that a group shares. */
async function runsAlone(t: ExecutionContext, env: NodeJS.ProcessEnv, socket: string): Promise<void> {
  const ended = runAs(env, MAIN, "gate", "run", "--supervised", "--mode", "live");
  t.teardown(async () => {
    process.kill(Number(readFileSync(join(dirname(socket), "gate.pid"), "utf8")), "SIGTERM");
    await ended;
  });
  await until("its door is open", () => existsSync(socket));
}

const attemptsOf = async (t: ExecutionContext, env: NodeJS.ProcessEnv, home: string, how: "walled" | "open") => {
  const ran = await runAs(env, INTRUDER, home, how);
  t.is(ran.code, 0, ran.stderr);
  return JSON.parse(ran.stdout) as Readonly<Record<string, string>>;
};
/** What an ordinary process of the gate's own user can do: it is why there are walls. What it cannot, walls or not, stands below. */
const ALWAYS_SHUT = [
  "read the gate's environment",
  "read the gate's memory",
  "look at the gate's open files",
  "read it through the gate's root",
  "attach to the gate",
  "open the gate's inspector",
];

test("within the walls no way to the key, the gate's folder, its process or its sockets leads through", async (t) => {
  if (noOrdinaryUser !== null || abi === 0) {
    t.log(`not run: ${noOrdinaryUser ?? "this kernel has no Landlock"}`);
    t.pass();
    return;
  }
  const { home, env } = await gateOf(t);
  const walled = await attemptsOf(t, env, home, "walled");
  t.true(Object.keys(walled).length >= 20);
  const through = Object.entries(walled).filter(([, came]) => came === "through");
  // Signals are walled off from the sixth version of Landlock on.
  t.deepEqual(
    through.map(([name]) => name).filter((name) => abi >= 6 || name !== "kill the gate"),
    [],
  );
});

test("the gate's process is shut to its own user also without walls; its files are not, and that is said", async (t) => {
  if (noOrdinaryUser !== null || process.platform !== "linux") {
    t.log(`not run: ${noOrdinaryUser ?? "this is not Linux"}`);
    t.pass();
    return;
  }
  const { home, env } = await gateOf(t);
  const open = await attemptsOf(t, env, home, "open");
  for (const name of ALWAYS_SHUT) t.not(open[name], "through", name);
  t.is(open["read the key"], "through", "an intruder that nothing stops gets there: the attempts are real ones");
});

test("under a user of its own the gate lets its operator in by the group's socket, and nothing else of it is reached", async (t) => {
  if (noSecondUser !== null) {
    t.log(`not run: ${noSecondUser}`);
    t.pass();
    return;
  }
  const { home, env, run } = await gateOf(t, true);
  const operators = mkdtempSync(join(tmpdir(), "trade-other-"));
  t.teardown(() => rmSync(operators, { recursive: true, force: true }));
  chownSync(operators, OTHER, NOBODY);
  const other = { ...env, TRADE_HOME: join(operators, "home"), TRADE_RUN: run, CREDENTIALS_DIRECTORY: "" };
  const status = await runAsOther(other, MAIN, "status");
  t.is(status.code, 0, status.stderr);
  t.regex(status.stdout, /LIVE on coinbase.*NOT ARMED/);
  t.is((await runAsOther(other, MAIN, "kill")).code, 0, "whoever may go in may halt");
  const reached = await runAsOther(other, INTRUDER, home, "open", run);
  t.is(reached.code, 0, reached.stderr);
  const came = JSON.parse(reached.stdout) as Readonly<Record<string, string>>;
  t.deepEqual(
    Object.entries(came).filter(([, how]) => how === "through"),
    [],
  );
});
