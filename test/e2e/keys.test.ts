import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { answers, hasTmux, left, liveHome, PASSPHRASE, storedKey } from "./liveHome.ts";
import { gatePid, trade } from "./trade.ts";

const run = hasTmux() ? test : test.skip; // house-ok: a machine without tmux says so below

test("a person at a terminal is played by tmux", (t) => {
  if (!hasTmux()) t.log("not run: there is no tmux on this machine");
  t.pass();
});

run("a key is examined, stored encrypted for its owner alone, and nothing of it is shown", async (t) => {
  const user = await liveHome(t);
  const screen = await storedKey(user);
  t.regex(screen, /it can view and trade, it cannot transfer; portfolio /);
  t.regex(screen, /stored, encrypted/);
  t.notRegex(screen, new RegExp(`${PASSPHRASE}|${user.key.name}|BEGIN`));
  for (const name of ["coinbase.age", "passphrase.json", "coinbase.json"]) {
    t.is(statSync(join(user.home, "gate", name)).mode & 0o777, 0o600, name);
  }
  const listed = await trade(user.home, "keys", "list", "--json");
  t.like(JSON.parse(listed.stdout)[0], { venue: "coinbase", trouble: null });
  t.is((await trade(user.home, "keys", "add", "--file", user.keyFile)).code, 3, "one key a home");
});

run("a key that is pasted is stored as one from a file is, and never shown", async (t) => {
  const user = await liveHome(t);
  const screen = user.types("keys", "add");
  await answers(screen, /paste the key's JSON/, user.key.name);
  await screen.sees(/paste the private key/);
  for (const line of user.key.privateKey.trim().split("\n"))
    screen.press("-l", "--", line, ";", "send-keys", "-t", "t", "Enter");
  await answers(screen, /a new passphrase/, PASSPHRASE);
  await answers(screen, /the same again/, PASSPHRASE);
  const text = await left(screen);
  t.regex(text, /LEFT 0/);
  t.notRegex(text, /BEGIN|organizations/);
});

run("a key that could send money away is not stored, however useful it is", async (t) => {
  const user = await liveHome(t);
  user.exchange.do({ do: "permissions", can_view: true, can_trade: true, can_transfer: true });
  const screen = await left(user.types("keys", "add", "--file", user.keyFile));
  t.regex(screen.replaceAll("\n", " "), /it can transfer money; make one that can view and trade.*LEFT 5/);
  t.false(existsSync(join(user.home, "gate", "coinbase.age")));
});

test("without a terminal no key is stored and none is opened", async (t) => {
  const user = await liveHome(t);
  const added = await trade(user.home, "keys", "add", "--file", user.keyFile, user.env);
  t.is(added.code, 2);
  t.regex(added.stderr, /stored by a person; run it in a terminal/);
});

run("the gate asks for the passphrase itself, three times, and then lets the terminal go", async (t) => {
  const user = await liveHome(t);
  await storedKey(user);
  const blind = await trade(user.home, "gate", "start", "--mode", "live", user.env);
  t.is(blind.code, 5);
  t.regex(blind.stderr, /the key is locked, and there is no terminal/);
  const wrong = user.types("gate", "start", "--mode", "live");
  for (const times of [1, 2, 3]) {
    await wrong.sees(new RegExp(`(?:the gate asks[^]*){${times}}`));
    wrong.press(`wrong ${times} wrong`, "Enter");
  }
  t.regex(await left(wrong), /3 passphrases did not open it[^]*LEFT 5/);
  const right = user.types("gate", "start", "--mode", "live");
  await answers(right, /the key's passphrase/, PASSPHRASE);
  t.regex(await left(right), /started: live on coinbase[^]*LEFT 0/);
  const pid = gatePid(user.home);
  const files = readdirSync(`/proc/${pid}/fd`).map((fd) => `${fd} ${readlinkSync(`/proc/${pid}/fd/${fd}`)}`);
  t.deepEqual(
    files.filter((file) => /pts|tty/.test(file)),
    [],
  );
  t.notRegex(readFileSync(join(user.home, "run", "gate.log"), "utf8"), /correct horse/);
});
