/** Coinbase's name of a symbol: "BTC/USD" is "BTC-USD" there. */
export const productIdOf = (symbol: string): string => symbol.replace("/", "-");
/** And back. */
export const symbolOf = (productId: string): string => productId.replace("-", "/");
