import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { idSource } from "../../src/store/ids.ts";
import { canonicalJson } from "../../src/store/canonical.ts";
import { bindingOf } from "../binding.ts";
import type { MarketFlags } from "../flags.ts";
import { machineRandom } from "../timers.ts";
import { type Home, homeAt } from "../home.ts";

/**
 * Where a session's account lies. The operator's home, but a replay has a run of its own there: the same recording is
 * the same run and attaches again; `fresh` (a headless run) is a new one each time.
 */
export function sessionHome(home: Home, flags: MarketFlags, fresh: boolean): Home {
  const isReplay = flags.market?.some((market) => market.startsWith("replay:")) ?? false;
  if (!isReplay && !fresh) return home;
  const binding = bindingOf(flags);
  const { market } = binding;
  const name = market.kind === "replay" ? basename(market.files[0]?.path ?? "replay", ".csv") : market.kind;
  const mark = fresh
    ? idSource(Date.now, machineRandom)().slice(0, 18)
    : createHash("sha256").update(canonicalJson(binding)).digest("hex").slice(0, 12);
  return homeAt(join(home.runs, `${mark}-${name.replaceAll(/[^A-Za-z0-9-]/g, "").slice(0, 16)}`));
}
