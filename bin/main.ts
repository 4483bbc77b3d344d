import { parseMarketFlags, speedOf, untilOf } from "./flags.ts";
import { bindingOf } from "./binding.ts";
import { endOf } from "./exit.ts";
import { runGate } from "./gate/run.ts";
import { homeOf } from "./home.ts";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  strict: false,
  options: {
    home: { type: "string" },
    market: { type: "string", multiple: true },
    symbols: { type: "string" },
    speed: { type: "string" },
    until: { type: "string" },
  },
});
try {
  const flags = parseMarketFlags(values);
  process.exitCode = await runGate({
    home: homeOf(values["home"] as string | undefined, process.env),
    asked: flags.market ? bindingOf(flags) : null,
    speed: flags.speed === undefined ? null : speedOf(flags.speed),
    untilTicks: untilOf(flags.until),
  });
} catch (error) {
  const { code, line } = endOf(error);
  process.stderr.write(`trade: ${line}\n`);
  process.exitCode = code;
}
