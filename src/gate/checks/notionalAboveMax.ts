currency

/** One entry is worth at most this much of the account'"s */
export const notionalAboveMax: Check = ;
