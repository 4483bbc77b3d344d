import { existsSync } from "node:fs";
import { LowSync } from "lowdb";
import { InputError, inputError } from "../input.ts";
import { writeJsonFile } from "../jsonFile.ts";
import { takeLock } from "../lock.ts";
import { nearest } from "../nearest.ts";
import { readText } from "../readText.ts";
import { loopSettingIn, type SettingChange } from "./loopSetting.ts";
import { SETTING_NAMES, type SettingName, type Settings, settingsSchema } from "./schema.ts";

const MAX_BYTES = 1 << 16;

/** The settings in `path`; none when there is no file. @throws InputError on a file that is not understood. */
export const readSettings = (path: string): Settings => open(path).data;

/** Sets one, or with null forgets it. @throws InputError "palette: what; what to do", and nothing is changed then. */
export const writeSetting = (path: string, name: string, value: string | null): void =>
  alone(path, () => write(path, settingNamed(name), value));

function write(path: string, key: SettingName, value: string | null): void {
  const db = open(path);
  const { [key]: _old, ...others } = db.data;
  db.data =
    value === null
      ? others
      : parsed({ ...others, [key]: key === "symbols" ? value.split(",").map((each) => each.trim()) : value }, key);
  db.write();
}

/**
 * Changes a setting of the loops from what it was when that was asked for, and gives what it is then. What a person set it
 * to since stands: it is given, and nothing is written.
 * @throws InputError on a file that is not understood, or that another process writes at this moment.
 */
export const changeSetting = (path: string, { key, value, before }: SettingChange): string =>
  alone(path, () => {
    const now = loopSettingIn(readSettings(path), key);
    if (now !== before) return now;
    write(path, key, value);
    return value;
  });

/** Whoever writes is alone: what another process has just set is read before it is written over. */
function alone<Result>(path: string, work: () => Result): Result {
  const lock = takeLock(`${path}.lock`);
  if (lock === null) throw inputError(path, "another process writes it at this moment", "try again");
  try {
    return work();
  } finally {
    lock.release();
  }
}

/** @throws InputError on a name that no setting has. */
export function settingNamed(name: string): SettingName {
  const found = SETTING_NAMES.find((each) => each === name);
  if (found !== undefined) return found;
  const near = nearest(name, [...SETTING_NAMES]);
  throw inputError(
    `the setting "${name}"`,
    "is not known",
    near === null ? `known are ${SETTING_NAMES.join(", ")}; limits stand in safety.yaml` : `did you mean ${near}?`,
  );
}

function open(path: string): LowSync<Settings> {
  const db = new LowSync<Settings>({ read: () => read(path), write: (data) => writeJsonFile(path, data) }, {});
  db.read();
  return db;
}

function read(path: string): Settings {
  if (!existsSync(path)) return {};
  let value: unknown;
  try {
    value = JSON.parse(readText(path, MAX_BYTES));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw inputError(path, "this is not JSON", "mend it, or delete it to have the defaults back");
  }
  return parsed(value, path);
}

function parsed(value: unknown, where: string): Settings {
  const result = settingsSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.path.join(".") ?? "";
  throw inputError(
    place === "" || place === where ? where : `${where}: ${place}`,
    issue?.message ?? "not usable",
    `known are ${SETTING_NAMES.join(", ")}; see \`trade settings\``,
  );
}
