import { orderSpec } from "../words/order.ts";

/** An order holds its share of every limit from here on. Its clientOrderId is unique for ever. */
export const orderReserved = orderSpec;
