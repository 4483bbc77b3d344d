import { homedir } from "node:os";
import { sep } from "node:path";
import test from "ava";
import { homeAt, packageRoot } from "../../../bin/home.ts";
import { reachOf } from "../../../bin/walls/reach.ts";
import type { AccountBinding } from "../../../src/store/words/account.ts";

const home = homeAt("/home/me/.local/state/trade");
const replay: AccountBinding = {
  mode: "paper",
  venue: "paper",
  market: { kind: "replay", files: [{ symbol: "BTC/USD", path: "/home/me/btc.csv", sha256: "0".repeat(64) }] },
  symbols: ["BTC/USD"],
  timeframe: "5m",
  currency: "USD",
};
const reach = reachOf({
  home,
  binding: replay,
  packageRoot,
  node: "/opt/node/bin/node",
  certificates: "/home/me/ca.pem",
});
const covers = (paths: readonly string[], path: string): boolean =>
  paths.some((each) => path === each || path.startsWith(`${each}${sep}`));

test("the gate's folder, the common temporary folder and the user's own files are in nobody's reach", (t) => {
  for (const path of [home.gate, home.sealedKey, home.root, "/tmp/x", "/home/me/.ssh/id", homedir()]) {
    t.false(covers([...reach.read, ...reach.write], path), path);
  }
});

test("the agent writes its own folder and its runs, and changes neither the program nor where the sockets lie", (t) => {
  for (const path of [home.agentDb, home.settings, home.agentKillFile, home.cockpitMark, home.runs]) {
    t.true(covers(reach.write, path), path);
  }
  for (const path of [packageRoot, "/opt/node/bin/node", home.run, home.operatorSocket, home.killFile]) {
    t.true(covers(reach.read, path), path);
    t.false(covers(reach.write, path), path);
  }
});

test("a recording that is replayed and certificates that were added can be read, and nothing beside them", (t) => {
  for (const path of ["/home/me/btc.csv", "/home/me/ca.pem"]) t.true(covers(reach.read, path));
  t.false(covers(reach.read, "/home/me/eth.csv"));
});
