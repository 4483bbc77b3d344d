import { refuses } from "./refused.ts";

const hours = /these are no hours; write them in UTC like "23:50-00:10"/;
const again = /it stands in the list already; keep one of the two/;

/** Amounts by currency. */
refuses([
  [
    "no amount at all",
    "{ USD: 2500, BTC: 0.05 }",
    "{}",
    /nothing could trade; name an amount of at least one currency/,
  ],
  ["no smallest amount", "{ USD: 5, BTC: 0.0002 }", "{}", /nothing could trade; name an amount/],
  ["no cash to start with", "{ USD: 5000, BTC: 0.1 }", "{}", /nothing could trade; name an amount/],
  ["a list of amounts", "{ USD: 2500, BTC: 0.05 }", "[2500]", /"maxNotional" is a list; write a map/],
  ["an amount without a number", "{ USD: 2500,", "{ USD,", /"USD" is empty; write a number/],
  ["an amount of money as text", "{ USD: 2500,", "{ USD: $2500,", /"USD" is the text "\$2500"; write a number/],
  ["a currency that is too long", "{ USD: 2500,", "{ USDOLLARSMANY: 2500,", /is not allowed; a currency such as/],
  ["a currency of one letter", "{ USD: 2500,", "{ U: 2500,", /is not allowed; a currency such as/],
  ["a currency in Cyrillic", "BTC: 0.05 }", "\u0412TC: 0.05 }", /is not allowed; a currency such as/],
  ["a currency that objects have", "BTC: 0.05 }", "constructor: 0.05 }", /is not allowed; a currency such as/],
  ["cash below nothing", "{ USD: 5000,", "{ USD: -5000,", /"USD" is the number -5000/],
  ["no other in the quantities", ", other: 10000000 }", " }", /it lacks "other"; add it for every currency/],
  ["no quantities", "{ BTC: 0.5, ETH: 10, SOL: 300, other: 10000000 }", "{}", /it lacks "other"; add it/],
  ["another other", "other: 10000000", "Other: 10000000", /the name the text "Other" is not allowed/],
  ["a pair for a base currency", "{ BTC: 0.5,", "{ BTC/USD: 0.5,", /"BTC\/USD" is not allowed; a currency such as/],
  ["a quantity of nothing", "other: 10000000", "other: 0", /"other" is the number 0/],
]);

/** Lists. */
refuses([
  ["types that say one twice", "[limit, market]", "[limit, limit]", again],
  ["types in capitals", "[limit, market]", "[LIMIT]", /item 1 is the text "LIMIT"; write "limit" or "market"/],
  ["types within types", "[limit, market]", "[[limit]]", /item 1 is a list; write "limit" or "market"/],
  ["a type that is nothing", "[limit, market]", "[limit, ~]", /item 2 is empty; write "limit" or "market"/],
  ["a map of types", "[limit, market]", "{ limit: true }", /"types" is a map; write a list/],
  ["a star for all symbols", "allow: any", 'allow: "*"', /"allow" is the text "\*"; write "any" or a list/],
  ["any within a list", "allow: any", "allow: [any]", /item 1 is the text "any": a symbol such as/],
  ["a truth for all symbols", "allow: any", "allow: true", /"allow" is the boolean true; write "any" or a list/],
  ["a symbol twice", "allow: any", "allow: [BTC/USD, BTC/USD]", again],
  ["nothing that is denied", "deny: []", "deny:", /"deny" is empty; write a list/],
  ["any that is denied", "deny: []", "deny: any", /"deny" is the text "any"; write a list/],
  ["two symbols in one", "deny: []", "deny: [BTC/USD ETH/USD]", /a symbol such as "BTC\/USD"/],
  ["a coin for a market", "marketSymbols: any", "marketSymbols: [BTC]", /"BTC": a symbol such as "BTC\/USD"/],
  ["Any for any", "marketSymbols: any", "marketSymbols: Any", /is the text "Any"; write "any" or a list/],
]);

/** Hours. */
refuses([
  ["an hour after the day's end", "closed: []", 'closed: ["24:30-01:00"]', hours],
  ["a minute after the hour's end", "closed: []", 'closed: ["01:60-02:00"]', hours],
  ["a day without hours", "closed: []", "closed: [sat]", hours],
  ["a day that is none", "closed: []", 'closed: ["fun 00:00-01:00"]', hours],
  ["a day in capitals", "closed: []", 'closed: ["Sat 00:00-01:00"]', hours],
  ["days from and to", "closed: []", 'closed: ["sat-sun 00:00-24:00"]', hours],
  ["an hour of one digit", "closed: []", 'closed: ["1:00-2:00"]', hours],
  ["hours of half a day", "closed: []", 'closed: ["01:00am-02:00pm"]', hours],
  ["a longer dash", "closed: []", 'closed: ["01:00–02:00"]', hours],
  ["a time zone", "closed: []", 'closed: ["01:00-02:00 CET"]', hours],
  ["a line's end within", "closed: []", 'closed: ["01:00-02:00\\n"]', hours],
  ["hours that are a number", "closed: []", "closed: [60]", /item 1 is the number 60; write a text/],
  ["hours that are no list", "closed: []", 'closed: "01:00-02:00"', /is the text "01:00-02:00"; write a list/],
  ["hours that end where they begin", "closed: []", 'closed: ["01:00-01:00"]', /; write 00:00-24:00 for the whole day/],
  ["the same hours twice", "closed: []", 'closed: ["01:00-02:00", "01:00-02:00"]', again],
]);

/** Risk and clusters. */
refuses([
  ["no prices to be stressed by", "[-30, -20, -10, 10, 20, 30]", "[]", /"pricePct" is a list: too small/],
  ["no volatilities to be stressed by", "[-20, 0, 20]", "[]", /"volatilityPoints" is a list: too small/],
  ["prices below nothing", "pricePct: [-30,", "pricePct: [-101,", /item 1 is the number -101/],
  ["a price by which twice", "pricePct: [-30,", "pricePct: [-20,", again],
  ["too many prices", "[-30, -20", `[${Array.from({ length: 21 }, (_, i) => i + 31).join(", ")}, -30, -20`, /too big/],
  ["one price for a list", "[-30, -20, -10, 10, 20, 30]", "-30", /is the number -30; write a list/],
  ["a limit of the grid that is none", "    maxLossPct: 30", "    maxGainPct: 30", /unknown key "maxGainPct"/],
  ["a certainty", "varConfidencePct: 99", "varConfidencePct: 100", /"varConfidencePct" is the number 100/],
  ["a confidence as a fraction", "varConfidencePct: 99", "varConfidencePct: 0.99", /is the number 0\.99/],
  ["too much leverage", "maxLeverage: 1", "maxLeverage: 11", /"maxLeverage" is the number 11/],
  ["a cluster in capitals", "    crypto:", "    Crypto:", /the name the text "Crypto" is not allowed; 2 to 40 of a-z/],
  ["a cluster of one letter", "    crypto:", "    c:", /the name the text "c" is not allowed/],
  ["a cluster with a point", "    crypto:", "    cry.pto:", /"cry\.pto" is not allowed/],
  ["a cluster without a limit", ", maxPct: 90 }", " }", /"maxPct" is missing; add it: a number/],
  ["a cluster of nothing", "[BTC/USD, ETH/USD, SOL/USD], maxPct", "[], maxPct", /"symbols" is a list: too small/],
  ["a cluster of any", "[BTC/USD, ETH/USD, SOL/USD], maxPct", "any, maxPct", /"symbols" is the text "any"; write a/],
  ["a cluster with a symbol twice", "[BTC/USD, ETH/USD,", "[BTC/USD, BTC/USD,", again],
  ["a cluster with another limit", ", maxPct: 90 }", ", maxPct: 90, minPct: 1 }", /"minPct"; did you mean "maxPct"\?/],
  ["a list of clusters", "    crypto: {", "    - crypto: {", /"clusters" is a list; write a map/],
  [
    "clusters that are nothing",
    "  clusters: # what moves together counts together\n    crypto:",
    "  clusters:\n  crypto:",
    /"clusters" is empty; write a map/,
  ],
]);

/** Single numbers of the new sections. */
refuses([
  [
    "a section that is nothing",
    "venue:\n  maxErrorsPerHour",
    "venue:\nmaxErrorsPerHour",
    /"venue" is empty; write a map/,
  ],
  [
    "a section that is a list",
    "venue:\n  maxErrorsPerHour",
    "venue:\n  - maxErrorsPerHour",
    /"venue" is a list; write a/,
  ],
  ["approval of everything", "aboveNotionalPct: 100", "aboveNotionalPct: 0", /is the number 0/],
  ["approval in words", "aboveNotionalPct: 100", "aboveNotionalPct: never", /is the text "never"; write a number/],
  ["a streak of none", "maxStreak: 5", "maxStreak: 0", /"maxStreak" is the number 0/],
  ["a cool-down of more than a week", "coolDownMinutes: 240", "coolDownMinutes: 10081", /is the number 10081/],
  [
    "a fraction of a millisecond",
    "lookAlikeMs: 10000",
    "lookAlikeMs: 10000.5",
    /is the number 10000\.5; write a whole/,
  ],
  ["an age of a day and more", "maxQuoteAgeMs: 90000", "maxQuoteAgeMs: 86400001", /is the number 86400001/],
  ["metadata of a moment", "maxMetadataAgeMs: 86400000", "maxMetadataAgeMs: 100", /is the number 100/],
  ["an entry that never rests", "entryExpiryCandles: 2", "entryExpiryCandles: 0", /is the number 0/],
  ["a reserve of more than all", "reservePct: 1 ", "reservePct: 101 ", /"reservePct" is the number 101/],
  ["no frames", "framesPerSecond: 200", "framesPerSecond: 0", /"framesPerSecond" is the number 0/],
  [
    "a dead-man that warns and acts at once",
    "cancelEntriesAfterMs: 30000",
    "cancelEntriesAfterMs: 10000",
    /must come before/,
  ],
]);
