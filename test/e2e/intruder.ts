import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { homeAt } from "../../bin/home.ts";
import { helloOf } from "../../bin/operator.ts";
import { isWithinWalls, wallIn } from "../../bin/walls/wallIn.ts";

/**
 * What a bad agent would try, in its own process: `intruder.js HOME walled|open`. Prints what came of each attempt, "through"
 * or why not. Walled: within the walls that `trade` builds, by the same call.
 */
const [root = "", how = "open", run] = process.argv.slice(2);
const home = homeAt(root, run);
const hello = await helloOf(home);
if (hello === null) throw new Error("no gate");
if (how === "walled" && !isWithinWalls(home)) throw new Error(await wallIn(home, hello.binding));

const proc = `/proc/${hello.pid}`;
const key = join(home.gate, "coinbase.age");
const link = join(home.agent, "a-way-around");
const ptrace = async (): Promise<void> => {
  const ffi = await import("node:ffi");
  const u64 = "uint64" as const;
  const { functions } = ffi.dlopen("libc.so.6", { ptrace: { return: "int64", arguments: [u64, u64, u64, u64] } });
  const ATTACH = 16n;
  if (functions.ptrace(ATTACH, BigInt(hello.pid), 0n, 0n) !== 0n) throw new Error("EPERM");
};
const listen = (path: string): Promise<void> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail).listen(path, () => {
      server.close();
      done();
    });
  });

const attempts: Readonly<Record<string, () => unknown>> = {
  "read the key": () => fs.readFileSync(key),
  "list gate/": () => fs.readdirSync(home.gate),
  "read the journal": () => fs.readFileSync(home.gateDb),
  "read it through a link": () => {
    fs.rmSync(link, { force: true });
    fs.symlinkSync(key, link);
    return fs.readFileSync(link);
  },
  "read it through the gate's root": () => fs.readFileSync(join(proc, "root", key)),
  "read it by a child": () => execFileSync("cat", [key], { stdio: "pipe" }),
  "give it a second name": () => fs.linkSync(key, `${link}-hard`),
  "write the passphrase anew": () => fs.writeFileSync(home.passphrase, "{}", { flag: "a" }),
  "cut safety.yaml short": () => fs.truncateSync(home.safety),
  "put a file into gate/": () => fs.writeFileSync(join(home.gate, "mine"), ""),
  "rename gate/": () => {
    fs.renameSync(home.gate, `${home.gate}-away`);
    fs.renameSync(`${home.gate}-away`, home.gate);
  },
  "take the operator's socket away": () => fs.renameSync(home.operatorSocket, `${home.operatorSocket}-away`),
  "put a socket of one's own beside it": () => listen(join(home.run, "mine.sock")),
  "read the gate's environment": () => fs.readFileSync(join(proc, "environ")),
  "read the gate's memory": () => fs.closeSync(fs.openSync(join(proc, "mem"), "r")),
  "look at the gate's open files": () => fs.readdirSync(join(proc, "fd")),
  "attach to the gate": ptrace,
  "open the gate's inspector": async () => {
    process.kill(hello.pid, "SIGUSR1");
    await fetch("http://127.0.0.1:9229/json", { signal: AbortSignal.timeout(500) });
  },
  "kill the gate": () => process.kill(hello.pid, 0),
  "change the program": () => fs.writeFileSync(join(import.meta.dirname, "..", "..", "mine"), ""),
};

const told: Record<string, string> = {};
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    told[name] = "through";
  } catch (error) {
    told[name] = error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}
if (how === "walled") {
  // What has to go on within the walls, or they would be useless.
  fs.writeFileSync(join(home.agent, "own"), "");
  fs.rmSync(join(home.agent, "own"));
}
process.stdout.write(`${JSON.stringify(told)}\n`);
