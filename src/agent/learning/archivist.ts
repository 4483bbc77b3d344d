import type { Candle, Symbol } from "../../store/market/candle.ts";
import type { Timestamp } from "../../store/time.ts";

/** What is archived of one symbol. */
export interface CandleArchive {
  /** Open time of the newest one; null of an archive that is empty. @throws Error when it cannot be read. */
  end(): Timestamp | null;
  /** Adds those behind it. @throws Error when they cannot be written: nothing of them is there then. */
  append(candles: readonly Candle[]): void;
}

export interface ArchivistOptions {
  readonly candleMs: number;
  readonly archiveOf: (symbol: Symbol) => CandleArchive;
  /** Whether a gap can be filled later (`trade data fetch`): then it is waited for. */
  readonly isFetchable: boolean;
}

/** Candles that wait for a gap before them to be filled; the oldest go first. */
const MAX_WAITING = 5_000;

/**
 * Writes candles that were seen behind those of the archive, so that evolution has a past to look back on. Behind a gap
 * nothing is written: what lies in it was never asked for, and once there were newer ones nobody would. A candle that is
 * missing among those that come here is another matter: the feed asked twice, nobody traded then. Where nothing can be fetched
 * a gap would be waited for in vain: it stays one, and evolution looks at what lies behind it.
 */
export class Archivist {
  readonly #options: ArchivistOptions;
  readonly #waiting = new Map<Symbol, Candle[]>();

  constructor(options: ArchivistOptions) {
    this.#options = options;
  }

  /** One that closed; they come in order. */
  note(symbol: Symbol, candle: Candle): void {
    const waiting = this.#waiting.get(symbol) ?? [];
    this.#waiting.set(symbol, waiting);
    waiting.push(candle);
    if (waiting.length > MAX_WAITING) waiting.shift();
  }

  /** Writes what may be written; a line for each symbol of which nothing may, or can. */
  flush(): readonly string[] {
    return [...this.#waiting].flatMap(([symbol, waiting]) => {
      try {
        const problem = this.#write(symbol, waiting);
        return problem === null ? [] : [problem];
      } catch (error) {
        return [`${symbol}: candles are not archived: ${error instanceof Error ? error.message : String(error)}`];
      }
    });
  }

  #write(symbol: Symbol, waiting: Candle[]): string | null {
    const [first] = waiting;
    if (first === undefined) return null;
    const { archiveOf, isFetchable, candleMs } = this.#options;
    const archive = archiveOf(symbol);
    const end = archive.end();
    if (isFetchable && end !== null && first.ts > end + candleMs) {
      const since = new Date(end).toISOString().slice(0, 16);
      return `${symbol}: candles since ${since} are missing in the archive: \`trade data fetch\` brings them`;
    }
    archive.append(waiting.filter(({ ts }) => end === null || ts > end));
    // The last one stays: it proves that the next one follows.
    waiting.splice(0, waiting.length - 1);
    return null;
  }
}
