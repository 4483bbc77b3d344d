import { nonNegativeMoney } from "../money.ts";
import { fillReport } from "../words/order.ts";

/** One execution; `leavesQuantity` is what is still open (0: filled). */
export const orderFilled = fillReport.extend({ leavesQuantity: nonNegativeMoney });
