/** Marks the file as ours ("trad"), so that another program's database is never written to. */
export const APPLICATION_ID = 0x74726164;
/** Raise it with every change below; a journal of another version is refused, never converted silently. */
export const SCHEMA_VERSION = 1;

const EVENT_COLUMNS = `
  id TEXT NOT NULL UNIQUE,
  ts INTEGER NOT NULL,
  type TEXT NOT NULL,
  causationId TEXT,
  correlationId TEXT NOT NULL,
  data TEXT NOT NULL,
  prevHash TEXT NOT NULL,
  hash TEXT NOT NULL`;

const appendOnly = (table: string): string => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} are append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} are append-only'); END;`;

/**
 * The insert trigger also stops INSERT OR REPLACE, which would delete without firing the delete trigger.
 * Wall time and pid stand outside the hash: a replayed run gives the same hashes on another day.
 */
export const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE events (seq INTEGER PRIMARY KEY, ${EVENT_COLUMNS}, wallMs INTEGER NOT NULL, pid INTEGER NOT NULL) STRICT;
  CREATE INDEX events_story ON events (correlationId, seq);
  CREATE UNIQUE INDEX events_reserved ON events (json_extract(data, '$.clientOrderId')) WHERE type = 'order.reserved';
  CREATE INDEX events_intents ON events (json_extract(data, '$.intent.intentId')) WHERE type = 'intent.received';
  CREATE INDEX events_proposals ON events (json_extract(data, '$.proposalId')) WHERE type = 'proposal.submitted';
  CREATE TRIGGER events_no_gap BEFORE INSERT ON events
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM events)
    BEGIN SELECT RAISE(ABORT, 'events are append-only and without gaps'); END;
  ${appendOnly("events")}

  CREATE TABLE gate_events (journalId TEXT NOT NULL, seq INTEGER NOT NULL, ${EVENT_COLUMNS}, PRIMARY KEY (journalId, seq)) STRICT;
  CREATE INDEX gate_events_story ON gate_events (correlationId, seq);
  CREATE TRIGGER gate_events_no_gap BEFORE INSERT ON gate_events
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM gate_events WHERE journalId = NEW.journalId)
    BEGIN SELECT RAISE(ABORT, 'gate_events are append-only and without gaps'); END;
  ${appendOnly("gate_events")}

  CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, checksum TEXT NOT NULL, state TEXT NOT NULL) STRICT;

  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};`;
