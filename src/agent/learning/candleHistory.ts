import type { Candle, CandleColumns, Symbol } from "../../store/market/candle.ts";
import { candleAt, emptyColumns, sliceColumns } from "../../store/market/columns.ts";
import type { Extent } from "../../loops/evolution/stretch.ts";

/** Candles of a symbol that evolution looks back on: most of a year of five minutes. */
const LOOKED_AT = 100_000;
/** Let go at once when there are too many, and until then still there for a cycle that was begun on them. */
const LET_GO = 10_000;
const KEPT = LOOKED_AT + LET_GO;
const FIRST_ROOM = 4_096;

interface Growing {
  columns: CandleColumns;
  length: number;
}

/** The candles of the account, as far back as evolution looks: columns that grow. */
export class CandleHistory {
  readonly #bySymbol = new Map<Symbol, Growing>();

  /** Begins with those. */
  preload(symbol: Symbol, columns: CandleColumns): void {
    const from = Math.max(0, columns.length - KEPT);
    for (let i = from; i < columns.length; i++) this.push(symbol, candleAt(columns, i));
  }

  /** One that is not newer than the last is there already. */
  push(symbol: Symbol, candle: Candle): void {
    const held = this.#bySymbol.get(symbol) ?? { columns: emptyColumns(FIRST_ROOM), length: 0 };
    this.#bySymbol.set(symbol, held);
    if (held.length > 0 && candle.ts <= held.columns.ts[held.length - 1]!) return;
    if (held.length === KEPT) moveTo(held, held.columns.length, LET_GO);
    else if (held.length === held.columns.length) moveTo(held, Math.min(KEPT, held.length * 2), 0);
    const { columns, length } = held;
    columns.ts[length] = candle.ts;
    columns.open[length] = candle.open;
    columns.high[length] = candle.high;
    columns.low[length] = candle.low;
    columns.close[length] = candle.close;
    columns.volume[length] = candle.volume;
    held.length += 1;
  }

  /** The newest that a cycle may begin on: views of the same memory, to be copied before the next candle comes. */
  recentOf(symbol: Symbol): CandleColumns {
    const { columns, length } = this.#bySymbol.get(symbol) ?? NOTHING;
    return sliceColumns(columns, Math.max(0, length - LOOKED_AT), length);
  }

  /** Those that open from `from` on and are closed by `to`; views as well. */
  within(symbol: Symbol, { from, to }: Extent, candleMs: number): CandleColumns {
    const { columns, length } = this.#bySymbol.get(symbol) ?? NOTHING;
    let end = length;
    while (end > 0 && columns.ts[end - 1]! + candleMs > to) end--;
    let begin = end;
    while (begin > 0 && columns.ts[begin - 1]! >= from) begin--;
    return sliceColumns(columns, begin, end);
  }
}

const NOTHING: Growing = { columns: emptyColumns(0), length: 0 };

/** Moves to columns of that room, without the first `dropped`. */
function moveTo(held: Growing, room: number, dropped: number): void {
  const next = emptyColumns(room);
  const kept = sliceColumns(held.columns, dropped, held.length);
  for (const name of ["ts", "open", "high", "low", "close", "volume"] as const) next[name].set(kept[name]);
  held.columns = next;
  held.length = kept.length;
}
