import { hold } from "../words/hold.ts";

/** Trading is held for one more reason. */
export const holdPlaced = hold;
