/** 2026-11-22 20:11:23 UTC: the market time of every fixture. */
export const NOW = Date.UTC(2026, 10, 22, 20, 11, 23);
const hex = (n: number): string => n.toString(16).padStart(12, "0");
/** A valid id that tells one thing from another. */
export const idOf = (n: number): string => `01890000-0000-7000-8000-${hex(n)}`;
