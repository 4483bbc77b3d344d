import type { RuleRow, RuleStats } from "../../gate/contract/rulebook.ts";
import { canonicalJson } from "../../store/canonical.ts";
import type { Candle } from "../../store/market/candle.ts";
import type { RuleDocument, RuleStatus } from "../../store/rules/document.ts";
import { type ValidRule, validateRule } from "../../store/rules/validate.ts";
import { type Timeframe, timeframeMs, type Timestamp } from "../../store/time.ts";
import { sayOf } from "../gateClient/problem.ts";
import { compileRule, type Readings, type RuleEvaluator } from "../strategy/compile.ts";
import { NO_PLUGINS, pluginEvaluator, type Plugins } from "../strategy/plugin.ts";
import type { CandleBook } from "./candleBook.ts";

/** A rule at work on one symbol, with what it said on the newest candle. */
export interface Member {
  readonly rule: ValidRule;
  readonly stats: RuleStats;
  readonly symbol: string;
  /** Null until it has seen a candle. */
  readonly readings: Readings | null;
  /** Open time of the newest candle on which its exit condition held, history included; null when there was none. */
  readonly exitTs: Timestamp | null;
}

interface Post {
  readonly body: string;
  readonly symbol: string;
  readonly evaluator: RuleEvaluator;
  rule: ValidRule;
  stats: RuleStats;
  readings: Readings | null;
  exitTs: Timestamp | null;
}

/** Every rule of the rulebook at work on every symbol it may trade; paused and retired ones too, for their exits. */
export class Crew {
  readonly #symbols: readonly string[];
  readonly #timeframe: Timeframe;
  readonly #plugins: Plugins["strategies"];
  readonly #faults: string[];
  #posts = new Map<string, Post>();

  constructor(symbols: readonly string[], timeframe: Timeframe, plugins = NO_PLUGINS) {
    this.#symbols = symbols;
    this.#timeframe = timeframe;
    this.#plugins = plugins.strategies;
    this.#faults = [...plugins.problems];
  }

  /** Plug-ins that could not be loaded, or failed since: a line each. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /**
   * Takes the rulebook as it is now. A rule whose text did not change goes on with what it knows; a new or changed one
   * is warmed with the candles in the book. Gives a line for every rule that cannot run here.
   */
  adopt(rows: readonly RuleRow[], book: CandleBook): readonly string[] {
    const posts = new Map<string, Post>();
    const problems: string[] = [];
    for (const { document, stats } of rows) {
      try {
        const rule = this.#checked(document);
        for (const symbol of this.#symbols) {
          if (document.symbols !== "any" && !document.symbols.includes(symbol)) continue;
          const key = keyOf(document.id, symbol);
          posts.set(key, { ...this.#post(key, symbol, rule, book), rule, stats });
        }
      } catch (error) {
        problems.push(`rule ${document.id} v${document.version}: ${sayOf(error)}`);
      }
    }
    this.#posts = posts;
    return problems;
  }

  /** Every rule on `symbol` takes the next closed candle. */
  step(symbol: string, candle: Candle): void {
    for (const post of this.#posts.values()) {
      if (post.symbol === symbol) take(post, candle);
    }
  }

  on(symbol: string): readonly Member[] {
    return [...this.#posts.values()].filter((post) => post.symbol === symbol);
  }

  find(ruleId: string, symbol: string): Member | null {
    return this.#posts.get(keyOf(ruleId, symbol)) ?? null;
  }

  /** The rule's status in the rulebook; one that does not run here can do no less. */
  statusOf(ruleId: string): RuleStatus {
    for (const { rule } of this.#posts.values()) if (rule.document.id === ruleId) return rule.document.status;
    return "paused";
  }

  #checked(document: RuleDocument): ValidRule {
    if (document.timeframe !== "any" && document.timeframe !== this.#timeframe) {
      throw new RangeError(`it is made for ${document.timeframe} candles, this account has ${this.#timeframe}`);
    }
    return validateRule(document);
  }

  #evaluator(rule: ValidRule, symbol: string): RuleEvaluator {
    const candleMs = timeframeMs(this.#timeframe);
    const plugin = this.#plugins.get(rule.document.id);
    if (plugin === undefined) return compileRule(rule, candleMs);
    const onFault = (problem: string): void => void this.#faults.push(problem);
    return pluginEvaluator(plugin, rule, { symbol, candleMs, onFault });
  }

  #post(key: string, symbol: string, rule: ValidRule, book: CandleBook): Post {
    const { status: _status, version: _version, thesis: _thesis, ...program } = rule.document;
    const body = canonicalJson(program);
    const known = this.#posts.get(key);
    const stats = NO_STATS;
    if (known?.body === body) return known;
    const evaluator = this.#evaluator(rule, symbol);
    const post: Post = { body, symbol, evaluator, rule, stats, readings: null, exitTs: null };
    for (const candle of book.of(symbol)) take(post, candle);
    return post;
  }
}

function take(post: Post, candle: Candle): void {
  post.readings = post.evaluator.next(candle);
  if (post.readings.exitWhen) post.exitTs = candle.ts;
}

const keyOf = (ruleId: string, symbol: string): string => `${ruleId} ${symbol}`;
const NO_STATS: RuleStats = {
  trades: 0,
  wins: 0,
  netPnl: "0",
  sumR: 0,
  sumR2: 0,
  intents: 0,
  denied: 0,
  lossStreak: 0,
  lastLossAt: null,
};
