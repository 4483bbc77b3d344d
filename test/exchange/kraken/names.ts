/** Kraken's old names of currencies; newer ones are called what they are. */
const OLD: Readonly<Record<string, string>> = { BTC: "XXBT", ETH: "XETH", USD: "ZUSD", EUR: "ZEUR" };

/** "BTC" → "XXBT". */
export const assetOf = (currency: string): string => OLD[currency] ?? currency;
/** "XXBT" → "XBT". */
export const altnameOf = (asset: string): string => (/^[XZ]...$/.test(asset) ? asset.slice(1) : asset);
/** "BTC-USD" → "XXBTZUSD". */
export const pairOf = (productId: string): string => productId.split("-").map(assetOf).join("");
/** "BTC-USD" → "XBTUSD". */
export const pairAltname = (productId: string): string =>
  productId
    .split("-")
    .map((currency) => altnameOf(assetOf(currency)))
    .join("");
