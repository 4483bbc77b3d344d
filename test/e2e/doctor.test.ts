import test from "ava";
import { answers, hasTmux, left, type LiveHome, liveHome, PASSPHRASE, storedKey } from "./liveHome.ts";
import { isAlive, killHard, trade, until } from "./trade.ts";

const run = hasTmux() ? test : test.skip; // house-ok: a machine without tmux says so below

test("a person at a terminal is played by tmux", (t) => {
  if (!hasTmux()) t.log("not run: there is no tmux on this machine");
  t.pass();
});

/** `trade doctor --live --one-order` as a person types it, up to its question. */
function walks({ types }: LiveHome) {
  const screen = types("doctor", "--live", "--one-order");
  return answers(screen, /the key's passphrase/, PASSPHRASE).then(() => screen);
}

run(
  "the doctor asks Coinbase the open questions, and with a person's word one order tells the rest and is taken back",
  async (t) => {
    const user = await liveHome(t);
    const { home, env, exchange } = user;
    await storedKey(user);
    exchange.engine.account.deposit("USDC", "7");
    const screen = await walks(user);
    const asked = (await screen.sees(/type ORDER to place it/)).replaceAll("\n", " ");
    for (const words of [
      /BTC\/USD is online: prices by 0\.01, quantities by 0\.00000001, from 1 USD on/,
      /an entry of \S+ USD in BTC\/USD would be taken/,
      /wallets: .*7 USDC; the gate counts USD as its cash/,
      /the user channel lets this key in \(it signs with ES256\)/,
      /`trade doctor --live --one-order` asks/,
    ])
      t.regex(asked, words);
    t.is(exchange.engine.orders.size, 0, "a person says yes first");
    screen.press("ORDER", "Enter");
    const done = await left(screen);
    t.regex(done, /placed: taken in[^]*listed under its client id[^]*no second one[^]*nothing is left[^]*LEFT 0/);
    const orders = [...exchange.engine.orders.values()];
    t.deepEqual(
      orders.map(({ status, side }) => [status, side]),
      [["CANCELLED", "BUY"]],
    );

    const unsure = await walks(user);
    await answers(unsure, /type ORDER to place it/, "yes");
    t.regex(await left(unsure), /nothing was placed[^]*LEFT 3/);
    const blind = await trade(home, "doctor", "--live", "--one-order", "--yes", env);
    t.is(blind.code, 2, blind.stderr);
    t.regex(blind.stderr, /only a person places an order/);
    t.is((await trade(home, "doctor", "--one-order", env)).code, 2);
    t.is(exchange.engine.orders.size, 1, "none of these placed one");
  },
);

run("no order is placed beside a gate, no gate starts beside the order, and Ctrl-C takes it back", async (t) => {
  const user = await liveHome(t);
  await storedKey(user);
  const screen = await walks(user);
  await screen.sees(/type ORDER to place it/);
  const starting = user.types("gate", "start", "--mode", "live");
  await answers(starting, /the key's passphrase/, PASSPHRASE);
  t.regex(await left(starting), /runs this account[^]*or the doctor's one[^]*LEFT 5/);
  user.exchange.fault("orders", "html");
  screen.press("ORDER", "Enter");
  await screen.sees(/placed: taken in/);
  screen.press("C-c");
  await until("it was asked to go", () => open(user).length === 0);
  user.exchange.do({ do: "calm" });
  t.regex(await left(screen), /taken back: gone[^]*nothing is left[^]*LEFT 0/, "called off by Ctrl-C");
  const started = user.types("gate", "start", "--mode", "live");
  await answers(started, /the key's passphrase/, PASSPHRASE);
  t.regex(await left(started), /LEFT 0/);
  const beside = await walks(user);
  t.regex(await left(beside), /a gate runs at .*stop it first, `trade gate stop[^]*LEFT 5/);
  t.is(user.exchange.engine.orders.size, 1);
});

run("a terminal that is closed under the walk ends nothing before the order is taken back", async (t) => {
  const user = await liveHome(t);
  await storedKey(user);
  const screen = await walks(user);
  await screen.sees(/type ORDER to place it/);
  user.exchange.fault("orders", "html");
  screen.press("ORDER", "Enter");
  await screen.sees(/placed: taken in/);
  const pid = screen.pid();
  t.teardown(() => (isAlive(pid) ? killHard(pid) : undefined));
  screen.hangUp();
  // While no list is told it says what it could not ask, to a terminal that is gone, and goes on.
  await until("it was asked to go", () => open(user).length === 0 || !isAlive(pid));
  t.deepEqual(open(user), []);
  t.true(isAlive(pid), "it looks until the exchange says that nothing is left");
  user.exchange.do({ do: "calm" });
  await until("it ended by itself", () => !isAlive(pid));
  const orders = [...user.exchange.engine.orders.values()];
  t.deepEqual(
    orders.map(({ status }) => status),
    ["CANCELLED"],
  );
});

const open = ({ exchange }: LiveHome) => [...exchange.engine.orders.values()].filter(({ isOpen }) => isOpen);
