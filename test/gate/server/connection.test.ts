import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import test from "ava";
import { Connection, PublishedText } from "../../../src/gate/server/connection.ts";
import { draft } from "../../store/journal/world.ts";

const eventOf = (seq: number) => ({ ...draft(seq), seq, prevHash: "", hash: "" });

/** A connection over a socket that keeps what each write brought; while it is `stuck`, no write ever ends. */
function connected({ stuck = false } = {}) {
  const writes: string[] = [];
  const socket = new Duplex({
    decodeStrings: false,
    read() {},
    write(chunk: string, _encoding, done) {
      writes.push(chunk);
      if (!stuck) done();
    },
    writev(chunks, done) {
      writes.push(chunks.map(({ chunk }) => String(chunk)).join(""));
      if (!stuck) done();
    },
  });
  const journal = Array.from({ length: 3 }, (_, i) => eventOf(i + 1));
  const connection = new Connection({
    id: 1,
    socket: socket as Socket,
    events: { journalId: "j", head: () => journal.length, read: (from) => journal.slice(from - 1) },
    published: new PublishedText("j"),
    onLine: () => {},
  });
  const happen = (): void => {
    journal.push(eventOf(journal.length + 1));
    for (const event of journal.slice(-1)) connection.offer(event);
  };
  return { connection, socket, writes, happen };
}

/** What each line of a write is: the seq of an event, or the id of an answer. */
const saidBy = (write: string | undefined): readonly unknown[] =>
  (write ?? "")
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { id, params } = JSON.parse(line) as { id?: number; params?: { event: { seq: number } } };
      return params === undefined ? `answer ${id}` : params.event.seq;
    });
const answer = (id: number) => ({ jsonrpc: "2.0", id, result: {} }) as const;
const turn = () => new Promise<void>((done) => void setImmediate(done));

test("the events of a turn and the answer behind them leave as one write, in order", async (t) => {
  const { connection, writes, happen } = connected();
  connection.subscribe(1);
  connection.flush();
  happen();
  happen();
  connection.send(answer(7));
  t.is(writes.length, 1, "nothing leaves before it is told to");
  connection.flush();
  t.deepEqual(writes.map(saidBy), [
    [1, 2, 3],
    [4, 5, "answer 7"],
  ]);
  connection.flush();
  await turn();
  t.is(writes.length, 2);
});

test("what nobody flushes leaves by itself when the turn is over", async (t) => {
  const { connection, writes } = connected();
  connection.send(answer(1));
  connection.send(answer(2));
  await turn();
  t.deepEqual(writes.map(saidBy), [["answer 1", "answer 2"]]);
});

test("a last word is not lost when the socket is ended in the same turn", async (t) => {
  const { connection, socket, writes } = connected();
  connection.send(answer(1));
  socket.end();
  await turn();
  t.deepEqual(writes.map(saidBy), [["answer 1"]]);
});

test("a reader that never reads is dropped, also within one turn, and never buffered without limit", (t) => {
  const { connection, socket } = connected({ stuck: true });
  connection.subscribe(1);
  const big = { jsonrpc: "2.0", id: 1, result: "x".repeat(60_000) } as const;
  let sent = 0;
  for (; sent < 1_000 && !socket.destroyed; sent += 1) connection.send(big);
  t.true(socket.destroyed);
  t.true(sent * 60_000 < 5 << 20);
});
