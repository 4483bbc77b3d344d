import { agentVerbs } from "../contract/agentVerbs.ts";
import { type Request, PROTOCOL_VERSION, request, requestId } from "../contract/frame.ts";
import { operatorVerbs, type Power } from "../contract/operatorVerbs.ts";
import { Refusal } from "../contract/refusal.ts";

export type Side = "agent" | "operator";

/** The frame of a line, or the refusal that answers it. Nothing behind this wall sees text. */
export function parseRequest(line: string): { request: Request } | { refusal: Refusal; id: string | number | null } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { refusal: new Refusal("PARSE_ERROR", "the line is not JSON"), id: null };
  }
  const parsed = request.safeParse(value);
  if (parsed.success) return { request: parsed.data };
  const first = parsed.error.issues[0];
  const where = first === undefined ? "" : `${first.path.join(".") || "frame"}: ${first.message}`;
  return { refusal: new Refusal("INVALID_REQUEST", `not a JSON-RPC 2.0 request: ${where}`), id: readableId(value) };
}

/** The id of a frame that is otherwise no request: whoever waits for that answer gets it. */
function readableId(value: unknown): string | number | null {
  const id: unknown =
    typeof value === "object" && value !== null && Object.hasOwn(value, "id") ? Reflect.get(value, "id") : null;
  const parsed = requestId.safeParse(id);
  return parsed.success ? parsed.data : null;
}

/** The parameters of a frame, checked against its verb. @throws Refusal METHOD_NOT_FOUND | INVALID_PARAMS. */
export function parseParams(side: Side, { method, params }: Request): Record<string, unknown> {
  const verbs: Record<string, { params: { safeParse: typeof operatorVerbs.hello.params.safeParse } }> =
    side === "agent" ? (agentVerbs as never) : (operatorVerbs as never);
  const verb = Object.hasOwn(verbs, method) ? verbs[method] : undefined;
  if (verb === undefined) throw new Refusal("METHOD_NOT_FOUND", `${method.slice(0, 64)} is no verb of ${side}.sock`);
  const parsed = verb.params.safeParse(params);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join(".") || "params"}: ${message}`);
  throw new Refusal("INVALID_PARAMS", `${method}: ${issues.join("; ")}`);
}

/** @throws Refusal PROTOCOL_MISMATCH. */
export function checkProtocol(theirs: number): void {
  if (theirs !== PROTOCOL_VERSION) {
    throw new Refusal("PROTOCOL_MISMATCH", `this gate speaks protocol ${PROTOCOL_VERSION}, the client ${theirs}`);
  }
}

export const powerOf = (method: keyof typeof operatorVerbs): Power => operatorVerbs[method].power;
