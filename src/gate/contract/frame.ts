import { z } from "zod";

/** Raised with every change that an older peer would misread. Peers of different versions do not talk. */
export const PROTOCOL_VERSION = 2;
/** One message is one line of at most this many bytes, the newline included; a longer one ends the connection. */
export const MAX_LINE_BYTES = 65_536;
/** Linux allows 107 bytes and a zero for a socket's path. */
export const MAX_SOCKET_PATH_BYTES = 107;

export const requestId = z.union([z.int().min(0), z.string().min(1).max(64)]);
const params = z.record(z.string(), z.unknown());

/** What a client sends: JSON-RPC 2.0 with named parameters. Notifications from clients are not part of the protocol. */
export const request = z.strictObject({
  jsonrpc: z.literal("2.0"),
  id: requestId,
  method: z.string().min(1).max(64),
  params: params.default({}),
});
export type Request = z.infer<typeof request>;

/** Why not: `reason` is our name for it, `remedy` what to do. */
export const failure = z.strictObject({
  code: z.int(),
  message: z.string().max(1_000),
  data: z.strictObject({ reason: z.string().max(64), remedy: z.string().max(500) }).optional(),
});
export type Failure = z.infer<typeof failure>;

/** What the gate sends: an answer, a refusal, or a notification (no id). */
export const serverFrame = z.union([
  z.strictObject({ jsonrpc: z.literal("2.0"), id: requestId.nullable(), error: failure }),
  z.strictObject({ jsonrpc: z.literal("2.0"), id: requestId, result: z.unknown() }),
  z.strictObject({ jsonrpc: z.literal("2.0"), method: z.string(), params }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;
