import type { Key } from "ink";

/** Ink's flags and the names the keymap uses for them. */
const SPECIAL: readonly (readonly [keyof Key, string])[] = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageup"],
  ["pageDown", "pagedown"],
  ["home", "home"],
  ["end", "end"],
  ["return", "enter"],
  ["escape", "esc"],
  ["backspace", "backspace"],
  ["delete", "backspace"],
];

const CONTROL: Readonly<Record<string, string>> = { "\r": "enter", "\n": "enter", "\t": "tab", "\b": "backspace" };
const LAST_CONTROL = 0x1a;

/**
 * Names of the keys in one delivery of Ink's: "K", "up", "enter", "ctrl+k", "shift+tab". Keys typed faster than Ink
 * reads come as one string and are told apart here; Alt with a letter is no key of ours.
 */
export function keyNames(input: string, key: Key): readonly string[] {
  const special = SPECIAL.find(([flag]) => key[flag] === true);
  if (special !== undefined) return [special[1]];
  if (key.tab) return [key.shift ? "shift+tab" : "tab"];
  if (key.meta) return [];
  if (key.ctrl) return [`ctrl+${input}`];
  return Array.from(input, named);
}

function named(character: string): string {
  const control = CONTROL[character];
  if (control !== undefined) return control;
  const code = character.charCodeAt(0);
  return code >= 1 && code <= LAST_CONTROL ? `ctrl+${String.fromCharCode(code + 0x60)}` : character;
}
