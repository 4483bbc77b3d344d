import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./home.ts";

/** The program's own, as package.json says it. */
export const packageVersion = (): string =>
  String(JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")).version);
