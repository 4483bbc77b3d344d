import { LineCounter, parseDocument } from "yaml";
import { offsetOf } from "./place.ts";

/** Tells the line (from 1) at which a value of the YAML text stands, by its dotted path: "orders.collarBps". */
export function yamlLines(text: string): (path: string) => number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return (path) => lines.linePos(offsetOf(document, path.split("."))).line;
}
