import test from "ava";
import { type Page, wholeList } from "../../../../src/gate/venue/ccxt/wholeList.ts";
import type { Listed } from "../../../../src/gate/venue/ccxt/answerOrder.ts";

const rowsOf = (count: number, at: (n: number) => number | null = (n) => n * 10_000): Listed<number>[] =>
  Array.from({ length: count }, (_, n) => ({ row: n, key: String(n), at: at(n) }));

/** A list as exchanges show it: a page of `size` rows of the stretch, its oldest or its newest. */
const pagesOf =
  (rows: readonly Listed<number>[], size: number, end: "oldest" | "newest", heedsUntil = true): Page<number> =>
  async ({ since, until = Infinity }) => {
    const within = rows.filter(({ at }) => (at ?? 0) >= since && (!heedsUntil || (at ?? 0) <= until));
    return { known: true, value: end === "oldest" ? within.slice(0, size) : within.slice(-size) };
  };
const sizeOf = async (page: Page<number>) => {
  const answer = await wholeList(page, 0);
  return answer.known ? answer.value.length : answer.cause;
};

for (const end of ["oldest", "newest"] as const) {
  test(`every row comes once where pages begin with the ${end}`, async (t) => {
    for (const count of [0, 1, 19, 20, 21, 99, 100, 101, 500]) {
      for (const size of [20, 25, 100]) t.is(await sizeOf(pagesOf(rowsOf(count), size, end)), count);
    }
  });
}

test("a list that begins with the newest and cannot be asked for by its end is not known, rather than cut", async (t) => {
  t.is(await sizeOf(pagesOf(rowsOf(30), 20, "newest", false)), "the list cannot be asked for by its end");
  t.is(await sizeOf(pagesOf(rowsOf(19), 20, "newest", false)), 19, "a short one is whole");
});

test("a moment in which a lot happened does not end the list", async (t) => {
  const crowded = rowsOf(60, (n) => (n < 20 ? n * 10_000 : n < 50 ? 300_000 : n * 10_000));
  t.is(await sizeOf(pagesOf(crowded, 50, "newest")), 60);
  t.is(await sizeOf(pagesOf(crowded, 50, "oldest")), 60);
});

test("a long list without times is not known, and neither is one that never ends or breaks off", async (t) => {
  t.regex(
    String(
      await sizeOf(
        pagesOf(
          rowsOf(20, () => null),
          20,
          "oldest",
        ),
      ),
    ),
    /without times/,
  );
  let n = 0;
  const endless: Page<number> = async ({ since }) => ({
    known: true,
    value: Array.from({ length: 20 }, () => ({ row: n, key: String((n += 1)), at: since })),
  });
  t.regex(String(await sizeOf(endless)), /does not end/);
  let asked = 0;
  const breaks: Page<number> = async (stretch) =>
    (asked += 1) === 1 ? pagesOf(rowsOf(50), 20, "oldest")(stretch) : { known: false, cause: "HTTP 500" };
  t.is(await sizeOf(breaks), "HTTP 500");
});
