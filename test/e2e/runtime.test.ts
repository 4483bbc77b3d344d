import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "ava";
import { tempDir } from "../store/temp.ts";

/** A Node of the machine that is too old for us, or null. */
function oldNode(): string | null {
  for (const node of ["/usr/bin/node", "/usr/local/bin/node"]) {
    const { status, stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
    if (status === 0 && Number(/^v(\d+)/.exec(stdout)?.[1]) < 24) return node;
  }
  return null;
}

const run = (node: string, shim: string, ...argv: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(node, [shim, ...argv], {
    encoding: "utf8",
    env: { PATH: "/usr/bin:/bin" },
  });
  return { code: status, stdout, stderr };
};

test("started by a Node that is too old, trade becomes the bundled one", (t) => {
  const node = oldNode();
  if (node === null) {
    t.log("NOT RUN: no Node older than 24 on this machine");
    t.pass();
    return;
  }
  const { code, stdout, stderr } = run(node, resolve("bin/trade"), "--version");
  t.is(code, 0, stderr);
  t.regex(stdout, /^\d+\.\d+\.\d+\n$/);
  const refused = run(node, resolve("bin/trade"), "statu");
  t.is(refused.code, 2, "the exit code passes through");
  t.is(refused.stderr, "trade: trade statu: no such command; did you mean `trade status`?\n");
});

test("a copy that was never built, or has no Node to become, says in one line what to do", (t) => {
  const folder = tempDir(t);
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  cpSync("bin/trade", join(folder, "bin", "trade"));
  const bare = run(process.execPath, join(folder, "bin", "trade"), "status");
  t.is(bare.code, 5);
  t.regex(bare.stderr, /^trade: \S+dist\/bin\/main\.js is missing; run `npm ci` \(or `npm run build`\) in \S+\n$/);
  symlinkSync(resolve("dist"), join(folder, "dist"));
  const node = oldNode();
  if (node === null) return t.log("NOT RUN: no Node older than 24 on this machine");
  const old = run(node, join(folder, "bin", "trade"), "status");
  t.is(old.code, 5);
  t.regex(old.stderr, /^trade: Node [\d.]+ is too old and no newer one is bundled; install Node 24 or run `npm ci`\n$/);
});
