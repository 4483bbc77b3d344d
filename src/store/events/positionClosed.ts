import { trade } from "../words/trade.ts";

/** The last fill of an exit closed it: the trade that loops learn from. */
export const positionClosed = trade;
