import type { Portfolio } from "../../gate/contract/agentVerbs.ts";
import type { Candle } from "../../store/market/candle.ts";
import { PROBATION_PCT } from "../../store/rules/document.ts";
import type { ValidRule } from "../../store/rules/validate.ts";
import { GateRefusal, sayOf } from "../gateClient/problem.ts";
import { signalOf } from "../strategy/signals.ts";
import type { ClosedTick } from "../market/feed.ts";
import type { Member } from "./crew.ts";
import { entryOf, expectedR, thesisOf } from "./entryIntent.ts";
import { exitWish } from "./exitIntent.ts";
import { submit } from "./submit.ts";
import { entryKey, exitKey, type World } from "./world.ts";

/** What one candle came to. */
export interface Tally {
  signals: number;
  intents: number;
}

/**
 * The deciding part of the core loop for one closed tick: exits first, then entries unless the data is stale. What the
 * gate refuses to tell is done without. @throws Unanswered when the line breaks: the round can be taken up again.
 */
export async function decideOn(world: World, tick: ClosedTick, isStale: boolean, tally: Tally): Promise<void> {
  try {
    await evaluateExits(world, tick, tally);
    if (!isStale) await generateEntries(world, tick, tally);
  } catch (error) {
    if (!(error instanceof GateRefusal)) throw error;
    world.say(sayOf(error));
  }
}

async function evaluateExits(world: World, tick: ClosedTick, tally: Tally): Promise<void> {
  const { crew, book, instruments, candleMs, done, now } = world;
  for (const position of (await portfolioOf(world)).positions) {
    const { ruleId, symbol } = position;
    const member = crew.find(ruleId, symbol);
    const candle = tick.candles.get(symbol);
    const key = exitKey(ruleId, symbol);
    if (member === null) world.say(`rule ${ruleId} does not run here: only the gate guards its ${symbol}`);
    if (member === null || candle === undefined || done.has(key)) continue;
    if ((await portfolioOf(world)).working.some((order) => order.role === "exit" && of(order, ruleId, symbol)))
      continue;
    const instrument = instruments.find(symbol);
    const barsHeld = book.barsSince(symbol, position.openedAt, candleMs);
    const intentId = world.memory.nextId();
    const isPartTaken = world.record.isPartTaken(position.positionId);
    const wish = exitWish({
      position,
      isPartTaken,
      member,
      candle,
      instrument,
      barsHeld,
      candleMs,
      intentId,
      now: now(),
    });
    if (wish === null) continue;
    if ("intent" in wish) await send(world, wish.intent, null, key, tally);
    else await tighten(world, position.positionId, wish.tightenTo);
  }
}

async function tighten(world: World, positionId: string, stopPrice: string): Promise<void> {
  try {
    world.memory.commit();
    await world.call("stop.tighten", { positionId, stopPrice });
  } catch (error) {
    // It closed in the meantime: then there is nothing to tighten.
    if (!(error instanceof GateRefusal)) throw error;
    world.say(sayOf(error));
  }
}

async function generateEntries(world: World, tick: ClosedTick, tally: Tally): Promise<void> {
  for (const [symbol, candle] of tick.candles) {
    for (const member of world.crew.on(symbol)) await generateEntry(world, member, candle, tally);
  }
}

async function generateEntry(world: World, member: Member, candle: Candle, tally: Tally): Promise<void> {
  const { rule, readings, stats, symbol } = member;
  const { id } = rule.document;
  const key = entryKey(id, symbol);
  if (readings === null || !readings.entry || world.done.has(key)) return;
  if (isCoolingDown(world, rule, symbol)) return;
  const regime = readings.regime ?? null;
  const inRegime = regime === null ? null : expectedR(world.record.inRegime(id, regime));
  const scene = { readings, rule, candle, symbol, expectedR: inRegime ?? expectedR(stats) };
  const signal = signalOf({ ...scene, isEngaged: isEngaged(await portfolioOf(world), id, symbol) });
  if (signal === null) return;
  const portfolio = await freshPortfolio(world);
  const { memory } = world;
  const signalId = memory.nextId();
  memory.tell("signal.generated", { signalId, ...signal, thesis: thesisOf(signal) }, undefined, signalId);
  tally.signals += 1;
  world.done.add(key);
  const { intent, reason } = entryOf({
    signal,
    size: rule.document.size,
    volatility: readings.volatility,
    portfolio: rule.document.status === "probation" ? tried(portfolio) : portfolio,
    instrument: world.instruments.find(symbol),
    costs: world.view.costs,
    maxEntryPct: world.maxEntryPct,
    intentId: memory.nextId(),
    now: world.now(),
  });
  if (intent === null) memory.tell("signal.skipped", { signalId, reason }, { id: signalId, correlationId: signalId });
  else await send(world, intent, signalId, key, tally);
}

/** Whether the rule has left the symbol too lately to enter it again: the candle of the exit counts. */
function isCoolingDown({ record, book, candleMs }: World, { document }: ValidRule, symbol: string): boolean {
  const { id, coolDownBars } = document;
  const exitAt = coolDownBars === undefined ? null : record.lastExit(id, symbol);
  return exitAt !== null && book.barsSince(symbol, exitAt, candleMs) <= (coolDownBars ?? 0);
}

/** A rule on probation is tried, not trusted: the gate lets no more of it through. */
const tried = (portfolio: Portfolio): Portfolio => ({
  ...portfolio,
  sizePct: (portfolio.sizePct * PROBATION_PCT) / 100,
});

type Sent = Parameters<typeof submit>[2]["intent"];

/** Durable first, then out. The event bears the intent's own id, so that either finds the story. */
async function send(world: World, intent: Sent, signalId: string | null, key: string, tally: Tally): Promise<void> {
  const { memory, call } = world;
  const origin = signalId === null ? undefined : { id: signalId, correlationId: signalId };
  const cause = memory.tell("intent.created", { signalId, intent }, origin, intent.intentId);
  memory.commit();
  world.done.add(key);
  tally.intents += 1;
  await submit(memory, call, { intent, signalId, cause });
}

/** Positions and working orders as of now; asked for only when an event may have changed them. */
async function portfolioOf(world: World): Promise<Portfolio> {
  const { view, call } = world;
  const known = view.portfolio;
  if (known !== null) return known;
  const portfolio = await call("portfolio.get", {});
  view.fetchedPortfolio(portfolio);
  return portfolio;
}

/** The same with this candle's equity: what a size is computed from must not be of an earlier candle. */
async function freshPortfolio(world: World): Promise<Portfolio> {
  const { view, call, memory } = world;
  const known = view.portfolio;
  if (known !== null && known.gateSeq >= memory.gateSeq) return known;
  const portfolio = await call("portfolio.get", {});
  view.fetchedPortfolio(portfolio);
  return portfolio;
}

const of = (order: { ruleId: string; symbol: string }, ruleId: string, symbol: string): boolean =>
  order.ruleId === ruleId && order.symbol === symbol;

const isEngaged = ({ positions, working }: Portfolio, ruleId: string, symbol: string): boolean =>
  [...positions, ...working].some((each) => of(each, ruleId, symbol));
