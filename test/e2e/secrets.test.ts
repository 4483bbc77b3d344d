import { readFileSync } from "node:fs";
import test from "ava";
import { answers, hasTmux, left, liveHome, PASSPHRASE, storedKey, until } from "./liveHome.ts";
import { leaksOf } from "./custody.ts";
import { filesBelow, formsOf, tracesBelow, tracesIn, tracesInMemory, tracesOfStart } from "./secrets.ts";
import { gatePid, trade } from "./trade.ts";

const run = hasTmux() ? test : test.skip; // house-ok: a machine without tmux says so below

test("a person at a terminal is played by tmux", (t) => {
  if (!hasTmux()) t.log("not run: there is no tmux on this machine");
  t.pass();
});

run(
  "of a live run nothing of key or passphrase is left: in no file, log, journal, word, environment, nor in the agent's memory",
  async (t) => {
    const user = await liveHome(t);
    const { home, env, key } = user;
    const forms = formsOf(key, PASSPHRASE);
    t.true(
      tracesIn("the key's own file", readFileSync(user.keyFile), forms).length > 0,
      "what is looked for would be found",
    );
    const said = [await storedKey(user)];
    const starting = user.types("gate", "start", "--mode", "live");
    await answers(starting, /the key's passphrase/, PASSPHRASE);
    said.push(await left(starting));
    const arming = user.types("arm", "--small");
    await answers(arming, /type LIVE to arm/, "LIVE");
    await answers(arming, /the operator's passphrase/, PASSPHRASE);
    said.push(await left(arming));
    const cockpit = user.types("--mode", "live");
    said.push(await cockpit.sees(/LIVE real money, small[^]*agent ● running/));
    const pids = { gate: gatePid(home) ?? 0, cockpit: cockpit.pid() };
    for (const argv of [
      ["status", "--json"],
      ["log"],
      ["gate", "logs"],
      ["keys", "list", "--json"],
      ["doctor", "--json"],
    ]) {
      const { stdout, stderr } = await trade(home, ...argv, env);
      said.push(stdout, stderr);
    }
    const starts = [pids.gate, pids.cockpit].flatMap((pid) => tracesOfStart(pid, forms));
    const memory = tracesInMemory(pids.cockpit, new Map([...forms, ["its home", Buffer.from(home)]]));
    const files = filesBelow(home);
    t.true(files.some((path) => path.endsWith("gate.db-wal")) && files.some((path) => path.endsWith("agent.db")));
    const [own, others] = [
      memory.found.filter((line) => line.endsWith("its home")),
      memory.found.filter((line) => !line.endsWith("its home")),
    ];
    t.true(own.length > 0 && memory.bytes > 10 << 20, "what the process does know is found in its memory");
    const spoken = tracesIn("said", said.join("\n"), forms);
    t.deepEqual([...starts, ...others, ...tracesBelow(home, forms), ...spoken], []);
    t.deepEqual(leaksOf(home), [], "nor in the folder of its locks, beside the home");
    process.kill(pids.gate, "SIGABRT");
    await until("the gate crashed", () => gateIsGone(pids.gate));
    t.deepEqual([...tracesBelow(home, forms), ...leaksOf(home)], [], "a crash leaves nothing either");
  },
);

function gateIsGone(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8") === "";
  } catch {
    return true;
  }
}
