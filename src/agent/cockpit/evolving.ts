/** How a cycle's progress begins; the line of one that is due and waits for candles begins otherwise. */
export const EVOLVING = "evolving";

/** Whether the line that the agent tells of evolution is one of a cycle under way: that can be ended. */
export const isEvolving = (line: string): boolean => line.startsWith(EVOLVING);
