import type { CoinbaseExchange } from "../../src/gate/venue/coinbase/exchange.ts";
import type { Answer } from "../../src/gate/venue/exchange.ts";
import type { Lock } from "../../src/store/lock.ts";
import { idSource } from "../../src/store/ids.ts";
import { typedInPerson } from "../confirm.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { takeAccount } from "../gate/accountLock.ts";
import { isHeld } from "../held.ts";
import { flagOf, type Home } from "../home.ts";
import { machineRandom, machineTimers } from "../timers.ts";
import { calledOff } from "./calledOff.ts";
import type { Finding } from "./examination.ts";
import { farOrder, worthOf } from "./far.ts";
import { oneOrder } from "./oneOrder.ts";

const PACE = { lookMs: 500, patienceMs: 60_000 } as const;

/**
 * One order at the venue, once a person typed the word for it. While it is there, no gate can start on the account.
 * @throws Exit 2 without a terminal, 5 while a gate runs on the account, 1 when Coinbase does not say what is needed.
 */
export async function walkOneOrder(
  home: Home,
  exchange: CoinbaseExchange,
  symbol: string,
  say: (finding: Finding) => void,
): Promise<ExitCode> {
  const lock = await hold(home, exchange);
  try {
    const listed = knownOr(await exchange.products(), "the products").find((each) => each.symbol === symbol);
    if (listed === undefined)
      throw new Exit(EXIT.failed, `Coinbase does not list ${symbol}; name another with --symbols`);
    const last = knownOr(await exchange.lastPrice(symbol), `the price of ${symbol}`);
    const spec = farOrder(listed, last, idSource(Date.now, machineRandom)(), Date.now());
    const { quantity, limitPrice } = spec;
    const what = `buy ${quantity} ${symbol} at ${limitPrice} (${worthOf(spec)} ${listed.quote}, half of today's price)`;
    const question = `One order: ${what}. It is placed, sent twice, taken back, and ends by itself in ten minutes.\ntype ORDER to place it: `;
    if (!(await typedInPerson(question, "ORDER")))
      throw new Exit(EXIT.refused, "that is not ORDER: nothing was placed");
    const off = calledOff(process);
    let isWell = true;
    const noted = (finding: Finding): void => {
      isWell &&= finding.state !== "bad";
      say(finding);
    };
    const walk = { exchange, spec, now: Date.now, timers: machineTimers, ...PACE, say: noted, isCalledOff: off };
    const isGone = await oneOrder(walk);
    return isGone && isWell ? EXIT.done : EXIT.failed;
  } finally {
    lock.release();
  }
}

/** The account, so that no gate starts on it meanwhile: not here, and not in another home. */
async function hold(home: Home, exchange: CoinbaseExchange): Promise<Lock> {
  const { portfolioId } = knownOr(await exchange.keyPermissions(), "what the key may do");
  if (portfolioId === null) {
    throw new Exit(EXIT.unsafe, "Coinbase does not name the key's portfolio: whether a gate runs on it cannot be told");
  }
  if (isHeld(home)) {
    throw new Exit(EXIT.unsafe, `a gate runs at ${home.root}: stop it first, \`trade gate stop${flagOf(home)}\``);
  }
  return takeAccount({ mode: "live", venue: "coinbase", account: portfolioId }, process.env["XDG_RUNTIME_DIR"]);
}

function knownOr<Value>(answer: Answer<Value>, what: string): Value {
  if (answer.known) return answer.value;
  throw new Exit(EXIT.failed, `Coinbase did not tell ${what} (${answer.cause}); try again once it answers`);
}
