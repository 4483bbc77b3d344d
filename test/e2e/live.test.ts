import { chmodSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { denialsOf, wishes } from "./asAgent.ts";
import { frame, HELLO, say, statusOf } from "./gateLine.ts";
import { answers, hasTmux, left, type LiveHome, liveHome, PASSPHRASE, storedKey, until } from "./liveHome.ts";
import { trade } from "./trade.ts";

const run = hasTmux() ? test : test.skip; // house-ok: a machine without tmux says so below

test("a person at a terminal is played by tmux", (t) => {
  if (!hasTmux()) t.log("not run: there is no tmux on this machine");
  t.pass();
});

/** `trade arm --LEVEL` as a person types it. */
async function arms({ types }: LiveHome, level: string, passphrase = PASSPHRASE): Promise<string> {
  const screen = types("arm", `--${level}`);
  await answers(screen, /type LIVE to arm/, "LIVE");
  await answers(screen, /the operator's passphrase/, passphrase);
  return left(screen);
}

run(
  "from a key to a trade and out again, as a new user goes: store, examine, start, shadow, arm, trade, kill, flatten",
  async (t) => {
    const user = await liveHome(t);
    const { home, env, exchange } = user;
    t.regex(await storedKey(user), /LEFT 0/);
    const examined = user.types("doctor", "--live");
    await answers(examined, /the key's passphrase/, PASSPHRASE);
    t.regex(await left(examined), /it can view and trade, it cannot transfer[^]*stops rest at the EXCHANGE[^]*LEFT 0/);
    const starting = user.types("gate", "start", "--mode", "live", "--symbols", "BTC/USD");
    await answers(starting, /the key's passphrase/, PASSPHRASE);
    t.regex(await left(starting), /started: live on coinbase, BTC\/USD 5m[^]*LEFT 0/);
    await until("ledger and venue agree", async () => (await statusOf(home)).venue.reconciled);
    await until("a price", async () => !(await statusOf(home)).data.stale);

    const [rule] = JSON.parse((await trade(home, "proposals", "list", "--json")).stdout);
    const accepting = user.types("proposals", "accept", rule.proposal.proposalId);
    await answers(accepting, /the operator's passphrase/, PASSPHRASE);
    t.regex(await left(accepting), /LEFT 0/);

    t.deepEqual(denialsOf(await wishes(home, 600)), ["NOT_ARMED"], "nothing leaves a gate that nobody armed");
    t.regex(await arms(user, "shadow"), /armed, shadow/);
    t.deepEqual(
      denialsOf(await wishes(home, 600)),
      ["NOT_ARMED"],
      "in shadow everything is judged, and nothing leaves",
    );
    t.is(exchange.engine.orders.size, 0);
    chmodSync(join(home, "gate"), 0o755);
    t.regex(
      await left(user.types("arm", "--small")),
      /others may enter it; repair it[^]*LEFT 5/,
      "not from a machine that is not fit",
    );
    chmodSync(join(home, "gate"), 0o700);
    t.regex(await arms(user, "full"), /full comes after small[^]*LEFT 3/);
    t.regex(await arms(user, "small"), /armed, small[^]*LEFT 0/);
    t.regex((await trade(home, "status")).stdout, /LIVE on coinbase.*armed small/);

    t.deepEqual(denialsOf(await wishes(home, 640)), ["NOTIONAL_ABOVE_MAX"], "a quarter of the limit, and no more");
    t.is((await wishes(home, 600)).decision, "approved");
    const [position] = await until("it is held, with a stop at the exchange", async () => {
      const { positions } = await statusOf(home);
      return positions[0]?.stopKind === "EXCHANGE" ? positions : null;
    });
    t.is(exchange.engine.account.total("BTC"), position?.quantity ?? "");

    t.is((await trade(home, "kill", env)).code, 0);
    t.is((await trade(home, "flatten", "--yes", env)).code, 0);
    t.is(exchange.engine.account.total("BTC"), "0");
    t.deepEqual(
      [...exchange.engine.orders.values()].filter(({ isOpen }) => isOpen),
      [],
      "no order is left at the exchange",
    );
    t.is((await trade(home, "disarm", env)).code, 0);
    t.regex(await arms(user, "small", "wrong horse"), /not the passphrase[^]*LEFT 3/);
    t.is((await statusOf(home)).arming, "off");
  },
);

run(
  "in live nothing that loosens is done for the process of the agent, nor for anybody without the passphrase",
  async (t) => {
    const user = await liveHome(t);
    await storedKey(user);
    const starting = user.types("gate", "start", "--mode", "live");
    await answers(starting, /the key's passphrase/, PASSPHRASE);
    await left(starting);
    const arming = frame(3, "trading.arm", { level: "small", acceptsGateOnly: false, reason: "mine" });
    const resuming = frame(4, "trading.resume", { reason: "mine" });
    const [, first, second] = await say(user.home, "operator", [HELLO, arming, resuming]);
    for (const answer of [first, second]) t.is(answer?.error?.data.reason, "LOCKED", "this process holds no agent");
    const unlocking = frame(2, "session.unlock", { passphrase: PASSPHRASE });
    const agent = await heldAgent(user.home);
    const [, , refused] = await say(user.home, "operator", [HELLO, unlocking, arming]);
    t.is(refused?.error?.data.reason, "UNAUTHORIZED", "this process holds the agent: the passphrase does not help it");
    agent.destroy();
    t.is((await trade(user.home, "resume", "--yes", user.env)).code, 0, "nothing holds: nothing was asked");
    t.is((await trade(user.home, "arm", "--small", user.env)).code, 2, "no script arms");
    t.is((await statusOf(user.home)).arming, "off");
  },
);

async function heldAgent(home: string) {
  const { connect } = await import("node:net");
  const { once } = await import("node:events");
  const socket = connect(`${home}/run/agent.sock`);
  socket.write(`${HELLO}\n`);
  await once(socket, "data");
  return socket;
}
