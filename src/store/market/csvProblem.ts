import { timestamp } from "../time.ts";

interface Problem {
  readonly what: string;
  readonly remedy: string;
}

const NAMES = ["ts_ms", "open", "high", "low", "close", "volume"] as const;
const AGAIN = "export the candles again";

/** What is wrong with a line that is no candle, in the words of the person who has to mend it. */
export function lineProblem(line: string, lastTs: number): Problem {
  const text = line.replace(/\r$/, "");
  if (text.trim() === "") return { what: "the line is empty", remedy: "remove it" };
  const fields = text.split(",");
  if (fields.length !== NAMES.length) {
    return { what: `${fields.length} fields instead of ${NAMES.length}`, remedy: `write ${NAMES.join(",")}` };
  }
  for (const [i, name] of NAMES.entries()) {
    const problem = fieldProblem(name, fields[i] ?? "");
    if (problem !== null) return problem;
  }
  const [ts = 0, open = 0, high = 0, low = 0, close = 0] = fields.map(Number);
  if (ts === lastTs) return { what: `ts_ms ${ts} stands there twice`, remedy: "remove one of the two lines" };
  if (ts < lastTs) return { what: `ts_ms ${ts} is before ${lastTs} of the line above`, remedy: "sort it oldest first" };
  for (const [name, price] of Object.entries({ open, close })) {
    if (low > price) return { what: `low ${low} is above ${name} ${price}`, remedy: AGAIN };
    if (high < price) return { what: `high ${high} is below ${name} ${price}`, remedy: AGAIN };
  }
  return { what: "this is no candle", remedy: AGAIN };
}

function fieldProblem(name: (typeof NAMES)[number], field: string): Problem | null {
  const value = Number(field);
  if (field.trim() === "") return { what: `${name} is empty`, remedy: "fill it in or remove the line" };
  if (!Number.isFinite(value) || !/^-?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(field)) {
    return { what: `${name} "${field.slice(0, 40)}" is no plain number`, remedy: "write it as 123.45" };
  }
  if (name === "volume") return value < 0 ? { what: `volume ${field} is below zero`, remedy: AGAIN } : null;
  if (name !== "ts_ms") return value > 0 ? null : { what: `${name} ${field} is not above zero`, remedy: AGAIN };
  if (!/^\d+$/.test(field)) return { what: `ts_ms ${field} is no whole millisecond`, remedy: "round it" };
  if (timestamp.safeParse(value).success) return null;
  return { what: `ts_ms ${field} lies outside of the years 2000 to 2200`, remedy: "give milliseconds since 1970, UTC" };
}
