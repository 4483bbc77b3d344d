import type { Instrument } from "../../../store/market/instruments.ts";
import { toNumber } from "../../../store/money.ts";
import { type FloatGrid, floatGrid } from "./grid.ts";

/** An instrument's increments and minima as a backtest reckons with them. */
export interface Terms {
  readonly instrument: Instrument;
  readonly price: FloatGrid;
  readonly quantity: FloatGrid;
  readonly quantityStep: number;
  readonly minQuantity: number;
  readonly minNotional: number;
}

export const termsOf = (instrument: Instrument): Terms => ({
  instrument,
  price: floatGrid(instrument.priceIncrement),
  quantity: floatGrid(instrument.quantityIncrement),
  quantityStep: toNumber(instrument.quantityIncrement),
  minQuantity: toNumber(instrument.minQuantity),
  minNotional: toNumber(instrument.minNotional),
});
