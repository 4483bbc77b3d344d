import { type KeyObject, verify } from "node:crypto";

/** What is wrong with the token of a request; null when the owner of the key signed it for this very call. */
export function tokenProblem(
  authorization: string | undefined,
  method: string,
  path: string,
  keyName: string,
  publicKey: KeyObject,
): string | null {
  const [head = "", body = "", signature = ""] = (authorization ?? "").replace(/^Bearer /, "").split(".");
  const header = decoded(head);
  const claims = decoded(body);
  if (header["kid"] !== keyName || claims["sub"] !== keyName) return "another key";
  const told = claims["uri"] ?? (Array.isArray(claims["uris"]) ? claims["uris"][0] : undefined);
  if (typeof told !== "string" || !told.startsWith(`${method} `) || !told.endsWith(path)) return "another call";
  const isEc = publicKey.asymmetricKeyType === "ec";
  if (header["alg"] !== (isEc ? "ES256" : "EdDSA")) return "another algorithm";
  const key = isEc ? ({ key: publicKey, dsaEncoding: "ieee-p1363" } as const) : publicKey;
  const isSigned = verify(
    isEc ? "sha256" : null,
    Buffer.from(`${head}.${body}`),
    key,
    Buffer.from(signature, "base64url"),
  );
  return isSigned ? null : "a signature of somebody else";
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
