import { accountOpening } from "../words/account.ts";

/** The account was created: what it is bound to, what it started with, what trading costs on it. */
export const accountOpened = accountOpening;
