import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import test from "ava";

/** A Node of this machine that is older than what `trade` needs, if there is one outside of node_modules. */
function oldNode(): string | null {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const node = join(folder, "node");
    if (folder.includes("node_modules") || !existsSync(node)) continue;
    const version = execFileSync(node, ["--version"], { encoding: "utf8" });
    if (Number(/^v(\d+)/.exec(version)?.[1]) < 24) return node;
  }
  return null;
}

const version = (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version;

test("under an old Node `trade` becomes the one that came along", (t) => {
  const node = oldNode();
  if (node === null) {
    t.log("not run: this machine has no Node older than 24");
    t.pass();
    return;
  }
  const ran = spawnSync(node, ["bin/trade", "--version"], { encoding: "utf8" });
  t.is(ran.stdout.trim(), version, ran.stderr);
  t.is(spawnSync(node, ["bin/trade", "--nonsense"], { encoding: "utf8" }).status, 2, "codes come through");
});

test("a shim without a build, or without a fit Node, says in one line what to do", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "trade-shim-"));
  t.teardown(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "dist", "bin"), { recursive: true });
  copyFileSync("bin/trade", join(folder, "bin", "trade"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const bare = spawnSync(process.execPath, [join(folder, "bin", "trade")], { encoding: "utf8" });
  t.is(bare.status, 5);
  t.regex(bare.stderr, /^trade: .*main\.js is missing; run `npm ci`.*\n$/);
  const node = oldNode();
  if (node === null) {
    t.log("not run: this machine has no Node older than 24");
    return;
  }
  writeFileSync(join(folder, "dist", "bin", "main.js"), "");
  const old = spawnSync(node, [join(folder, "bin", "trade")], { encoding: "utf8" });
  t.is(old.status, 5);
  t.regex(old.stderr, /^trade: Node \d+\.\d+\.\d+ is too old .*install Node 24 or run `npm ci`\n$/);
});
