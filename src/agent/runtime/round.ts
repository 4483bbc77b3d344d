import type { Portfolio } from "../../gate/contract/agentVerbs.ts";
import type { Candle } from "../../store/market/candle.ts";
import { PROBATION_PCT } from "../../store/rules/document.ts";
import type { ValidRule } from "../../store/rules/validate.ts";
import { GateRefusal, sayOf } from "../gateClient/problem.ts";
import type { Readings } from "../strategy/compile.ts";
import { additionOf, type Signal, signalOf } from "../strategy/signals.ts";
import type { ClosedTick } from "../market/feed.ts";
import type { Member } from "./crew.ts";
import { entryOf, expectedR, thesisOf } from "./entryIntent.ts";
import { type ExitWish, exitWish } from "./exitIntent.ts";
import { followMissed, followPaused } from "./shadowEntry.ts";
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
    for (const doubt of tick.doubts?.values() ?? []) world.say(doubt);
    await evaluateExits(world, tick, isStale, tally);
    if (!isStale) await generateEntries(world, tick, tally);
  } catch (error) {
    if (!(error instanceof GateRefusal)) throw error;
    world.say(sayOf(error));
  }
}

/** What is doubted still ends positions whose rule or time says so; it moves no stop, and takes no part off by its gain. */
async function evaluateExits(world: World, tick: ClosedTick, isStale: boolean, tally: Tally): Promise<void> {
  const { crew, book, instruments, candleMs, done, now } = world;
  for (const position of await positionsOf(world)) {
    const { ruleId, symbol } = position;
    const member = crew.find(ruleId, symbol);
    const candle = tick.candles.get(symbol);
    const key = exitKey(position.positionId);
    if (member === null) world.say(`rule ${ruleId} does not run here: only the gate guards its ${symbol}`);
    if (member === null || candle === undefined || done.has(key)) continue;
    const { working } = await portfolioOf(world);
    if (working.some((order) => order.role === "exit" && order.positionId === position.positionId)) continue;
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
    const isDoubted = isStale || tick.doubts?.has(symbol) === true;
    if (wish === null || (isDoubted && isByPrice(wish))) continue;
    if ("intent" in wish) await send(world, wish.intent, null, key, tally);
    else await tighten(world, position.positionId, wish.tightenTo);
  }
}

/** Whether a price alone asks for it. */
const isByPrice = (wish: NonNullable<ExitWish>): boolean => "tightenTo" in wish || wish.isPart;

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
    if (tick.doubts?.has(symbol) === true) continue;
    for (const member of world.crew.on(symbol)) await generateEntry(world, member, candle, tally);
  }
}

async function generateEntry(world: World, member: Member, candle: Candle, tally: Tally): Promise<void> {
  const { rule, readings, symbol } = member;
  const { document } = rule;
  const key = entryKey(document.id, symbol);
  if (readings === null || world.done.has(key)) return;
  if (document.status === "paused") {
    if (!readings.entry || isCoolingDown(world, rule, symbol)) return;
    const isHeld = (await portfolioOf(world)).positions.some((each) => of(each, document.id, symbol));
    followPaused(world, { ...member, readings }, candle, isHeld);
    return;
  }
  if (typeof readings.missedBy === "string") wishMissed(world, { ...member, readings }, candle);
  if (!readings.entry && document.scale === undefined) return;
  if (isCoolingDown(world, rule, symbol)) return;
  const signal = await signalFor(world, { ...member, readings }, candle);
  if (signal === null) return;
  const portfolio = await freshPortfolio(world);
  const { memory } = world;
  const signalId = memory.nextId();
  memory.tell("signal.generated", { signalId, ...signal, thesis: thesisOf(signal) }, undefined, signalId);
  tally.signals += 1;
  world.done.add(key);
  const isAddition = portfolio.positions.some((each) => of(each, document.id, symbol));
  const { intent, reason } = entryOf({
    signal,
    size: document.size,
    volatility: readings.volatility,
    portfolio: document.status === "probation" ? tried(portfolio) : portfolio,
    ofSizePct: isAddition ? (document.scale?.pct ?? 0) : 100,
    instrument: world.instruments.find(symbol),
    costs: world.view.costs,
    maxEntryPct: world.maxEntryPct,
    intentId: memory.nextId(),
    now: world.now(),
  });
  if (intent === null) memory.tell("signal.skipped", { signalId, reason }, { id: signalId, correlationId: signalId });
  else await send(world, intent, signalId, key, tally);
}

type Ready = Member & { readonly readings: Readings };

/**
 * All but one of its conditions hold, and nothing else keeps the rule from entering. The gate is not asked for it: what is
 * held was known a moment ago or is not, and no real entry waits for a shadow's.
 */
function wishMissed(world: World, member: Ready, candle: Candle): void {
  const { rule, symbol } = member;
  const { id } = rule.document;
  if (world.shadows.isFollowingMiss(id, symbol) || isCoolingDown(world, rule, symbol)) return;
  const { portfolio } = world.view;
  if (portfolio === null) return;
  const { positions, working } = portfolio;
  followMissed(
    world,
    member,
    candle,
    [...positions, ...working].some((each) => of(each, id, symbol)),
  );
}

/** What the rule wants to open on this candle: its entry while it is out, another one beside what gains while it is in. */
async function signalFor(
  world: World,
  { rule, readings, stats, symbol }: Member & { readonly readings: Readings },
  candle: Candle,
): Promise<Signal | null> {
  const { id, scale } = rule.document;
  const regime = readings.regime ?? null;
  const inRegime = regime === null ? null : expectedR(world.record.inRegime(id, regime));
  const known = await portfolioOf(world);
  const isEngaged = [...known.positions, ...known.working].some((each) => of(each, id, symbol));
  const scene = { readings, rule, candle, symbol, isEngaged, expectedR: inRegime ?? expectedR(stats) };
  if (!isEngaged || scale === undefined) return signalOf(scene);
  const { positions, working } = await freshPortfolio(world);
  if (working.some((each) => each.role !== "stop" && of(each, id, symbol))) return null;
  const held = positions.filter((each) => of(each, id, symbol)).toSorted((a, b) => a.openedAt - b.openedAt);
  return additionOf(scene, { positions: held.length, newestR: held.at(-1)?.r ?? null });
}

/**
 * Whether the rule has left the symbol too lately to enter it again: the candle of the exit counts. A rule in pause keeps
 * to that in shadow too, since what comes of it there is held against what it would do with real money.
 */
function isCoolingDown({ record, shadows, book, candleMs }: World, { document }: ValidRule, symbol: string): boolean {
  const { id, status, coolDownBars } = document;
  if (coolDownBars === undefined) return false;
  const exits = [record.lastExit(id, symbol), status === "paused" ? shadows.lastExit(id, symbol) : null];
  return exits.some((at) => at !== null && book.barsSince(symbol, at, candleMs) <= coolDownBars);
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

/** What is held. How far a position stands in gain is of this candle where its rule asks for that. */
async function positionsOf(world: World): Promise<Portfolio["positions"]> {
  const { positions } = await portfolioOf(world);
  const asks = positions.some(({ ruleId, symbol }) => {
    return world.crew.find(ruleId, symbol)?.rule.document.exit.partial !== undefined;
  });
  return asks ? (await freshPortfolio(world)).positions : positions;
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
