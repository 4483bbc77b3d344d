import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { PLACES, stepsText, unitText, usersText } from "../../../bin/install/units.ts";
import { homeFor, trade } from "../../e2e/trade.ts";

const program = {
  node: "/usr/lib/trade/node",
  nodeFlags: ["--disable-sigusr1"],
  main: "/usr/lib/trade/dist/bin/main.js",
  words: ["--mode", "live", "--symbols", "BTC/USD,ETH/USD"],
};
const lines = unitText(program).split("\n");

test("the gate runs under its own user, gains no rights, writes nothing but its own folder, and is kept alive", (t) => {
  for (const line of [
    "User=trade",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "StateDirectory=trade",
    "StateDirectoryMode=0700",
    "RuntimeDirectoryMode=0750",
    "Restart=always",
    "WatchdogSec=30",
    "Type=notify",
    "LimitCORE=0",
    `LoadCredential=coinbase-key:${PLACES.key}`,
  ]) {
    t.true(lines.includes(line), line);
  }
  t.true(
    lines.includes(
      "ExecStart=/usr/lib/trade/node --disable-sigusr1 /usr/lib/trade/dist/bin/main.js gate run --supervised --home /var/lib/trade --mode live --symbols BTC/USD,ETH/USD",
    ),
  );
});

test("a program in somebody's home can be read there and not written; words that systemd reads are told from letters", (t) => {
  const text = unitText({ ...program, main: '/home/me/50% of "it"/main.js' });
  t.regex(text, /^ProtectHome=read-only$/m);
  t.true(text.includes(String.raw`"/home/me/50%% of \"it\"/main.js"`));
});

test("systemd itself understands the unit", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "trade-unit-"));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "trade-gate.service");
  writeFileSync(path, unitText({ ...program, node: process.execPath }));
  const { status, stderr, error } = spawnSync("systemd-analyze", ["verify", path], { encoding: "utf8" });
  if (error !== undefined) t.log("not run: there is no systemd-analyze on this machine");
  else t.notRegex(stderr, /Unknown|Failed to parse|Invalid/, `exit ${status}`);
  t.pass();
});

test("the steps that are left put neither key nor passphrase into words that others could read", (t) => {
  t.is(usersText(), 'u trade - "the gate of a trading account" /var/lib/trade\n');
  const steps = stepsText("me", "/usr/bin/trade").join("\n");
  for (const words of [
    /install -m 600 YOUR-KEY\.json/,
    /passphrase set --home \/var\/lib\/trade/,
    /usermod -aG trade me/,
  ]) {
    t.regex(steps, words);
  }
});

test("a dry run prints the units and the steps, and writes nothing", async (t) => {
  const ran = await trade(homeFor(t), "install", "--systemd", "--dry-run", "--symbols", "BTC/USD");
  t.is(ran.code, 0, ran.stderr);
  t.regex(ran.stdout, /# \/etc\/systemd\/system\/trade-gate\.service\n\[Unit\][^]*--symbols BTC\/USD[^]*as root:/);
  t.false(existsSync(PLACES.unit));
});
