import { adopt } from "./adopt.ts";
import { arm, disarm } from "./arm.ts";
import { audit } from "./audit.ts";
import { backtest } from "./backtest.ts";
import { cash } from "./cash.ts";
import type { Command } from "./command.ts";
import { data } from "./data.ts";
import { counterfactuals } from "./counterfactuals.ts";
import { doctor } from "./doctor.ts";
import { evolve } from "./evolve.ts";
import { close, flatten } from "./flatten.ts";
import { gate } from "./gate.ts";
import { install } from "./install.ts";
import { keys } from "./keys.ts";
import { kill } from "./kill.ts";
import { log } from "./log.ts";
import { meta } from "./meta.ts";
import { passphrase } from "./passphrase.ts";
import { proposals } from "./proposals.ts";
import { report } from "./report.ts";
import { risk } from "./risk.ts";
import { rules } from "./rules.ts";
import { safety } from "./safety.ts";
import { settings } from "./settings.ts";
import { status } from "./status.ts";
import { reduce, resume } from "./trading.ts";
import { why } from "./why.ts";

/** Every command by its name; adding one is one file and one row. Without a name `trade` opens the cockpit. */
export const commands: Readonly<Record<string, Command>> = {
  gate,
  status,
  kill,
  arm,
  disarm,
  reduce,
  resume,
  flatten,
  close,
  risk,
  report,
  cash,
  adopt,
  proposals,
  rules,
  why,
  log,
  audit,
  safety,
  backtest,
  data,
  evolve,
  meta,
  counterfactuals,
  keys,
  doctor,
  install,
  passphrase,
  settings,
};
