import { writeFileSync } from "node:fs";
import type { Home } from "../home.ts";

/** Tells other processes of this user where the gate is. */
export function writePid(home: Home): void {
  writeFileSync(home.gatePid, `${process.pid}\n`, { mode: 0o600 });
}
