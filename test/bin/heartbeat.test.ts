import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import test from "ava";
import { Heartbeat } from "../../bin/gate/heartbeat.ts";
import { notifySupervisor } from "../../bin/gate/notify.ts";
import { tempDir } from "../store/temp.ts";

const DGRAM = 2;
const UNIX = 1;
const DONT_WAIT = 0x40;

/** A supervisor's end of $NOTIFY_SOCKET: what came in so far. Null where this machine has no such thing. */
async function supervisor(path: string) {
  if (process.platform !== "linux") return null;
  const ffi = await import("node:ffi");
  const { functions } = ffi.dlopen("libc.so.6", {
    socket: { return: "int32", arguments: ["int32", "int32", "int32"] },
    bind: { return: "int32", arguments: ["int32", "pointer", "uint32"] },
    recv: { return: "int64", arguments: ["int32", "pointer", "uint64", "int32"] },
    close: { return: "int32", arguments: ["int32"] },
  });
  const fd = functions.socket(UNIX, DGRAM, 0);
  const address = Buffer.concat([Buffer.from([UNIX, 0]), Buffer.from(path), Buffer.alloc(1)]);
  if (functions.bind(fd, ffi.getRawPointer(address), address.length) !== 0) throw new Error("bind");
  return {
    /** What was said, to the end; nothing is heard after that. */
    heard(): readonly string[] {
      const said: string[] = [];
      for (;;) {
        const buffer = Buffer.alloc(256);
        const length = Number(functions.recv(fd, ffi.getRawPointer(buffer), 256n, DONT_WAIT));
        if (length <= 0) break;
        said.push(buffer.toString("utf8", 0, length));
      }
      functions.close(fd);
      return said;
    },
  };
}

const LIVES = [
  ["a supervisor is told that the gate is ready, that it lives every five seconds, and that it stops", true, 12_000, 3],
  [
    "a gate without its memory still tells its supervisor that it lives: ended, it would let nothing leave",
    false,
    6_000,
    2,
  ],
] as const;
for (const [law, isWell, lastsMs, beats] of LIVES) {
  test(law, async (t) => {
    const path = join(tempDir(t), "notify");
    const end = await supervisor(path);
    if (end === null) {
      t.pass("not run: no datagrams over unix sockets here");
      return;
    }
    let nowMs = 0;
    const heartbeat = new Heartbeat({ socket: path, url: undefined, say: t.fail, monotonicMs: () => nowMs });
    await heartbeat.ready();
    for (; nowMs < lastsMs; nowMs += 1_000) heartbeat.beat(isWell);
    await heartbeat.stopping();
    t.deepEqual(end.heard(), ["READY=1", ...Array<string>(beats).fill("WATCHDOG=1"), "STOPPING=1"]);
  });
}

test("without a supervisor nobody is told, and nothing goes wrong", async (t) => {
  t.false(await notifySupervisor(undefined, "READY=1"));
  t.false(await notifySupervisor(join(tempDir(t), "nobody"), "READY=1"));
  t.false(await notifySupervisor("x".repeat(200), "READY=1"));
});

test("the address outside is asked once a minute while the gate is well; one that refuses is said once, and never by its name", async (t) => {
  let answer = 200;
  const asked: string[] = [];
  let come: () => void = () => {};
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(answer).end(() => come());
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  t.teardown(() => server.close());
  const said: string[] = [];
  let heardOf: () => void = () => {};
  let nowMs = 0;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`;
  const say = (line: string): void => {
    said.push(line);
    heardOf();
  };
  const heartbeat = new Heartbeat({ socket: undefined, url, say, monotonicMs: () => nowMs });
  const minute = async (): Promise<void> => {
    const arrived = new Promise<void>((done) => (come = done));
    for (const until = nowMs + 60_000; nowMs < until; nowMs += 1_000) heartbeat.beat(true);
    await arrived;
  };
  await minute();
  for (const until = nowMs + 120_000; nowMs < until; nowMs += 1_000) heartbeat.beat(false);
  answer = 500;
  const complaint = new Promise<void>((done) => (heardOf = done));
  await minute();
  await complaint;
  await minute();
  t.is(asked.length, 3);
  t.is(said.length, 1);
  t.regex(said[0] ?? "", /it answered 500/);
  t.false(said[0]?.includes("secret"));
});
