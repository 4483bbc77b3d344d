import { existsSync } from "node:fs";
import { inputError } from "../../src/store/input.ts";
import { SETTING_NAMES, type Settings } from "../../src/store/settings/schema.ts";
import { readSettings, settingNamed, writeSetting } from "../../src/store/settings/settings.ts";
import { EXIT } from "../exit.ts";
import { makeHome } from "../home.ts";
import type { Command } from "./command.ts";

/** How the operator likes things; flags win over it, and no limit stands in it. */
export const settings: Command = {
  usage: "settings [get KEY|set KEY VALUE|unset KEY] [--json]",
  about: `${SETTING_NAMES.join(", ")}: of new accounts and of the screen`,
  run({ words: [word = "list", key = "", ...values], flags, home, say }) {
    const asJson = flags["json"] === true;
    const [value] = values;
    if (word === "list") list(readSettings(home.settings), asJson, say);
    else if (word === "get") {
      const held = readSettings(home.settings)[settingNamed(key)];
      say(asJson ? JSON.stringify(held ?? null) : textOf(held));
    } else if (word === "set" && value !== undefined && values.length === 1) {
      makeHome(home);
      writeSetting(home.settings, key, value);
      say(`${key} ${textOf(readSettings(home.settings)[settingNamed(key)])}${existsSync(home.gateDb) ? LATER : ""}`);
    } else if (word === "unset") {
      makeHome(home);
      writeSetting(home.settings, key, null);
      say(`${key} ${UNSET}`);
    } else throw inputError("trade settings", `"${word}" is not understood`, "use get KEY, set KEY VALUE or unset KEY");
    return Promise.resolve(EXIT.done);
  },
};

const UNSET = "not set";
const LATER = " (the account that is here keeps the market, symbols and timeframe it was opened with)";

function list(held: Settings, asJson: boolean, say: (line: string) => void): void {
  if (asJson) say(JSON.stringify(held));
  else for (const name of SETTING_NAMES) say(`${name.padEnd(10)} ${textOf(held[name])}`);
}

const textOf = (held: Settings[keyof Settings]): string => (Array.isArray(held) ? held.join(",") : (held ?? UNSET));
