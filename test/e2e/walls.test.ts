import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test, { type ExecutionContext } from "ava";
import { landlockVersion } from "../../bin/walls/landlock.ts";
import { liveHome } from "./liveHome.ts";
import { giveTo, noOrdinaryUser, runAs } from "./ordinaryUser.ts";

const MAIN = resolve("dist/bin/main.js");
const INTRUDER = resolve("dist/test/e2e/intruder.js");
const abi = await landlockVersion();

/** A live gate of an ordinary user, its key handed over, and a file where the stored key lies. */
async function gateOf(t: ExecutionContext): Promise<{ home: string; env: NodeJS.ProcessEnv }> {
  const { home, env: given, key } = await liveHome(t);
  const credentials = given["XDG_RUNTIME_DIR"] ?? "";
  writeFileSync(join(credentials, "coinbase-key"), JSON.stringify(key), { mode: 0o600 });
  mkdirSync(join(home, "gate"), { mode: 0o700 });
  writeFileSync(join(home, "gate", "coinbase.age"), "the key's place", { mode: 0o600 });
  giveTo(credentials);
  giveTo(home);
  const env = { ...given, TRADE_HOME: home, CREDENTIALS_DIRECTORY: credentials };
  const started = await runAs(env, MAIN, "gate", "start", "--mode", "live");
  t.is(started.code, 0, started.stderr);
  return { home, env };
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
