import { z } from "zod";

const COINBASE = "https://api.coinbase.com";
const TIMEOUT_MS = 5_000;
const answer = z.object({ epochMillis: z.coerce.string().regex(/^\d{13}$/) });

/** Asks Coinbase's public clock; null when it does not answer plainly. Never throws. */
export function venueClock(baseUrl: string = COINBASE): () => Promise<number | null> {
  return async () => {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(`${baseUrl}/api/v3/brokerage/time`, { signal, redirect: "error" });
      const said = response.ok ? answer.safeParse(await response.json()) : null;
      return said?.success === true ? Number(said.data.epochMillis) : null;
    } catch {
      return null;
    }
  };
}
