const ESC = 0x1b;
const BELL = 0x07;
const CTRL_K = 0x0b;
const CAPITAL_K = 0x4b;
const PASTE_START = "200~";
const PASTE_END = "\u001b[201~";
/** Parameters of a control sequence that are kept: "200~" needs four, and a hostile stream may send more. */
const MAX_PARAMETERS = 8;
const MOUSE_BYTES = 3;

/** Where in the terminal's byte stream we are. Pure data: the same bytes lead to the same state, however split. */
export type ScanState =
  | { readonly kind: "ground" }
  | { readonly kind: "escape" }
  | { readonly kind: "control"; readonly parameters: string }
  | { readonly kind: "function" }
  | { readonly kind: "string"; readonly sawEscape: boolean }
  | { readonly kind: "mouse"; readonly left: number }
  | { readonly kind: "paste"; readonly matched: number };

export const GROUND: ScanState = { kind: "ground" };
const ESCAPE: ScanState = { kind: "escape" };

export interface Scan {
  readonly state: ScanState;
  /** Offsets of the bytes that kill. */
  readonly kills: readonly number[];
}

/**
 * Finds the kill key in what a terminal sends: `K`, also right after Esc (which leaves a text field), unless it stands
 * in a bracketed paste, in a longer escape sequence or, with `isField`, in a text field; Ctrl-K also there, but in no paste. `bytes` may be any piece of the stream.
 */
export function scan(from: ScanState, bytes: Uint8Array, isField: boolean): Scan {
  let state = from;
  const kills: number[] = [];
  for (const [offset, byte] of bytes.entries()) {
    if (isKill(state, byte, isField)) kills.push(offset);
    state = next(state, byte);
  }
  return { state, kills };
}

/**
 * After a silence: an escape sequence that stopped halfway was the Esc key alone, so that Esc then `K` kills. A paste
 * is left alone: use `abandoned` for one that never ends.
 */
export const silent = (state: ScanState): ScanState => (state.kind === "paste" ? state : GROUND);

/** After a long silence: a paste whose end got lost must not lock the kill key out. */
export const abandoned = (): ScanState => GROUND;

function isKill(state: ScanState, byte: number, isField: boolean): boolean {
  if (state.kind === "paste" || state.kind === "string" || state.kind === "mouse") return false;
  if (byte === CTRL_K) return true;
  if (byte !== CAPITAL_K) return false;
  // Esc and K typed fast, or held up by the line, arrive as Alt-K does. Halting without need costs an R; not halting, money.
  return state.kind === "escape" || (state.kind === "ground" && !isField);
}

function next(state: ScanState, byte: number): ScanState {
  switch (state.kind) {
    case "ground":
      return byte === ESC ? ESCAPE : GROUND;
    case "escape":
      return afterEscape(byte);
    case "control":
      return inControl(state.parameters, byte);
    case "function":
      return inFunction(byte);
    case "string":
      return inString(state.sawEscape, byte);
    case "mouse":
      return state.left > 1 ? { kind: "mouse", left: state.left - 1 } : GROUND;
    case "paste":
    default:
      return inPaste(state.matched, byte);
  }
}

/** CSI `[`, SS3 `O`, and the strings of OSC, DCS, APC, PM and SOS (ECMA-48, 5.3 and 8.3); else Alt with a key. */
function afterEscape(byte: number): ScanState {
  if (byte === ESC) return ESCAPE;
  const letter = String.fromCharCode(byte);
  if (letter === "[") return { kind: "control", parameters: "" };
  if (letter === "O") return { kind: "function" };
  return "]P_^X".includes(letter) ? { kind: "string", sawEscape: false } : GROUND;
}

function inControl(parameters: string, byte: number): ScanState {
  if (byte === ESC) return ESCAPE;
  if (byte < 0x20) return { kind: "control", parameters };
  const letter = String.fromCharCode(byte);
  // The Linux console's function keys are ESC [ [ and a letter.
  const isMore = byte < 0x40 || (letter === "[" && parameters === "");
  if (isMore && byte < 0x7f) return { kind: "control", parameters: (parameters + letter).slice(0, MAX_PARAMETERS) };
  if (letter === "M" && parameters === "") return { kind: "mouse", left: MOUSE_BYTES };
  return parameters + letter === PASTE_START ? { kind: "paste", matched: 0 } : GROUND;
}

function inFunction(byte: number): ScanState {
  if (byte === ESC) return ESCAPE;
  const isParameter = byte === 0x3b || (byte >= 0x30 && byte <= 0x39);
  return isParameter || byte < 0x20 ? { kind: "function" } : GROUND;
}

function inString(sawEscape: boolean, byte: number): ScanState {
  if (byte === BELL) return GROUND;
  if (sawEscape) return byte === 0x5c ? GROUND : afterEscape(byte);
  return { kind: "string", sawEscape: byte === ESC };
}

function inPaste(matched: number, byte: number): ScanState {
  const fits = byte === PASTE_END.charCodeAt(matched);
  if (fits) return matched + 1 === PASTE_END.length ? GROUND : { kind: "paste", matched: matched + 1 };
  return { kind: "paste", matched: byte === ESC ? 1 : 0 };
}
