import { connect } from "node:net";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { withGate } from "../../src/agent/gateClient/callOnce.ts";
import type { RpcClient } from "../../src/agent/gateClient/rpcClient.ts";
import { agentVerbs } from "../../src/gate/contract/agentVerbs.ts";
import type { Status } from "../../src/gate/contract/status.ts";
import { add, isEqual } from "../../src/store/money.ts";
import { MINUTE_MS } from "../../src/store/time.ts";
import type { Intent } from "../../src/store/words/intent.ts";
import type { Verdict } from "../../src/store/words/verdict.ts";
import type { ExchangeServer } from "../exchange/server.ts";
import { venueHome, type VenueHome, liveOn, PASSPHRASE, type Where } from "./venueHome.ts";
import { ask, glance, statusOf } from "./gateLine.ts";
import { gatePid, homeFor, killHard, type Ran, trade, until } from "./trade.ts";

const RULE = "ema-trend";

/** The account's own truth: what the exchange has, in its own words. */
export interface Truth {
  readonly usd: string;
  readonly btc: string;
  readonly open: readonly { readonly clientOrderId: string; readonly side: string }[];
  readonly fills: number;
}

/** A live account of real processes: the exchange in the test's own, the gate in another, the agent played by the test. */
export class LiveAccount {
  readonly home: string;
  readonly exchange: ExchangeServer;
  readonly #market: Where["market"];

  private constructor(home: string, exchange: ExchangeServer, market: Where["market"]) {
    this.home = home;
    this.#market = market;
    this.exchange = exchange;
  }

  /** 5,000 USD, BTC at 100, one rule that a person said yes to, armed; the gate runs and agrees with the exchange. */
  static async open(
    t: ExecutionContext,
    home = homeFor(t),
    where: Where = { market: "coinbase" },
  ): Promise<LiveAccount> {
    const account = LiveAccount.at(home, await venueHome(t, home, where), where.market);
    await account.begins();
    return account;
  }

  /** The account of a home that is there, whether or not its gate has run yet. */
  static at(home: string, { exchange }: VenueHome, market: Where["market"] = "coinbase"): LiveAccount {
    return new LiveAccount(home, exchange, market);
  }

  /** Starts the gate, waits until it agrees with the exchange, says yes to one rule and arms. */
  async begins(): Promise<void> {
    await this.start();
    await this.settled();
    await this.accepts(RULE);
    await this.asPerson(async (operator) => {
      for (const level of ["small", "full"] as const) {
        await operator.call("trading.arm", { level, acceptsGateOnly: false, reason: "a test" });
      }
    });
  }

  /** The operator's yes to the rule of that id that waits. */
  async accepts(ruleId: string): Promise<void> {
    await this.asPerson(async (operator) => {
      const { proposals } = await operator.call("proposals.get", {});
      const mine = proposals.find(({ proposal }) => proposal.kind === "rule.add" && proposal.document.id === ruleId);
      await operator.call("proposal.accept", { proposalId: mine?.proposal.proposalId ?? "", reason: "yes" });
    });
  }

  /** @throws Error with what it said, when it does not start. */
  async start(): Promise<void> {
    const { code, stderr } = await this.trade("gate", "start", ...liveOn(this.#market));
    if (code !== 0) throw new Error(`exit ${code}: ${stderr}`);
  }

  trade(...argv: readonly string[]): Promise<Ran> {
    return trade(this.home, ...argv);
  }

  /** kill -9 of the gate; what it left unsaid is for the next one to find. */
  async killGate(): Promise<void> {
    await killHard(gatePid(this.home) ?? 0);
  }

  status(): Promise<Status> {
    return statusOf(this.home);
  }

  /** Waits until the gate and the exchange agree, prices have come, and nothing is on its way. */
  settled(): Promise<Status> {
    return until("settled", async () => {
      const now = await glance(this.home);
      if (
        now === null ||
        !now.venue.reconciled ||
        now.data.stale ||
        now.data.at === null ||
        now.trading.holds.some(isPassing)
      )
        return null;
      const isQuiet = now.orders.every(({ role, state }) => state === "accepted" && role !== "exit");
      return isQuiet ? now : null;
    });
  }

  /** The operator with the passphrase, in a process that holds no agent. */
  asPerson<Result>(work: Parameters<typeof ask<Result>>[1]): Promise<Result> {
    return ask(this.home, async (operator) => {
      await operator.call("session.unlock", { passphrase: PASSPHRASE });
      return work(operator);
    });
  }

  /** As an agent: connected for as long as it takes to ask. */
  asAgent<Result>(work: (agent: RpcClient<typeof agentVerbs>) => Promise<Result>): Promise<Result> {
    const setTimer = (ms: number, callback: () => void): (() => void) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    };
    const path = join(this.home, "run", "agent.sock");
    return withGate({ path, client: "test", verbs: agentVerbs, connect: (to) => connect(to), setTimer }, work);
  }

  /** A wish that the gate likes: 0.5 BTC, at the market or resting far below, with a stop at 95. */
  intent(n: number, change: Partial<Intent> = {}): Intent {
    const lastClosed = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
    return {
      intentId: `01900000-0000-7000-8000-${n.toString().padStart(12, "0")}`,
      ruleId: RULE,
      ruleVersion: 1,
      symbol: "BTC/USD",
      purpose: "entry",
      side: "buy",
      quantity: "0.5",
      type: "market",
      timeInForce: "ioc",
      stopPrice: "95",
      thesis: { claim: "it rises", evidence: [], invalidation: "it falls", horizonBars: null, expectedR: null },
      reference: { price: "100", candleTs: lastClosed },
      createdAt: Date.now(),
      ...change,
    };
  }

  submit(intent: Intent): Promise<Verdict> {
    return this.asAgent((agent) => agent.call("intent.submit", { intent }));
  }

  get truth(): Truth {
    const { engine } = this.exchange;
    const open = [...engine.orders.values()]
      .filter((order) => order.isOpen)
      .map(({ clientOrderId, side }) => ({ clientOrderId, side }));
    return { usd: engine.account.total("USD"), btc: engine.account.total("BTC"), open, fills: engine.fills.length };
  }

  /** How many orders of that client id the exchange has, in whatever state. */
  ordersOf(clientOrderId: string): number {
    return [...this.exchange.engine.orders.values()].filter((order) => order.clientOrderId === clientOrderId).length;
  }

  /** Waits until the gate's books are the exchange's: cash, coins, and every coin under a stop. */
  agreed(): Promise<Status> {
    return until("the books agree", async () => {
      const now = await glance(this.home);
      if (now === null) return null;
      const { usd, btc } = this.truth;
      const held = add(...now.positions.map(({ quantity }) => quantity));
      return isEqual(now.account.cash, usd) && isEqual(held, btc) ? now : null;
    });
  }
}

const isPassing = ({ clearedBy }: { readonly clearedBy: string }): boolean => clearedBy === "cause";
