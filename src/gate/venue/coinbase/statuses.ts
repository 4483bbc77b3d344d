import type { ExchangeOrder } from "../exchange.ts";

/**
 * Every state an order can be in at Coinbase, as what it means here; null: the venue does not know itself. In the order
 * in which an order passes through those that are open, so that one which moves on between two questions is seen by the
 * later one.
 */
export const STATUSES: Readonly<Record<string, ExchangeOrder["status"] | null>> = {
  PENDING: "open",
  QUEUED: "open",
  EDIT_QUEUED: "open",
  OPEN: "open",
  CANCEL_QUEUED: "open",
  FILLED: "filled",
  CANCELLED: "canceled",
  EXPIRED: "expired",
  FAILED: "rejected",
  UNKNOWN_ORDER_STATUS: null,
};

/** The states in which an order may still fill. */
export const OPEN_STATUSES: readonly string[] = Object.keys(STATUSES).filter((status) => STATUSES[status] === "open");

/**
 * What came of asking for a cancel, by the venue's reason. Asking twice is asking; any other reason, also one that is not
 * in the table, is refused: what the order is now has to be looked up.
 */
export const CANCEL_REASONS: Readonly<Record<string, "asked" | "refused">> = {
  DUPLICATE_CANCEL_REQUEST: "asked",
  UNKNOWN_CANCEL_FAILURE_REASON: "refused",
  INVALID_CANCEL_REQUEST: "refused",
  UNKNOWN_CANCEL_ORDER: "refused",
  COMMANDER_REJECTED_CANCEL_ORDER: "refused",
  INVALID_CANCEL_PRODUCT_ID: "refused",
  INVALID_CANCEL_FCM_TRADING_SESSION: "refused",
  NOT_ALLOWED_TO_CANCEL: "refused",
  ORDER_IS_FULLY_FILLED: "refused",
  ORDER_IS_BEING_REPLACED: "refused",
};
