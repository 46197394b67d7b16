"""The layout of a queue in SQLite, version by version; an older queue is brought up to date when it is opened."""

from __future__ import annotations

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL,                 -- absolute
        part INTEGER NOT NULL,              -- position among the tables of the file
        name TEXT NOT NULL,                 -- as it was named
        digest TEXT NOT NULL,               -- SHA-256 of the file
        template TEXT NOT NULL,
        rows INTEGER NOT NULL,              -- that it holds
        batches INTEGER NOT NULL,           -- that they make
        done INTEGER NOT NULL DEFAULT 0,
        UNIQUE (path, part)
    );

    CREATE TABLE batches (                  -- finished ones
        source INTEGER NOT NULL REFERENCES sources (id),
        number INTEGER NOT NULL,
        rows INTEGER NOT NULL,
        listings INTEGER NOT NULL,
        keeping BLOB,                       -- what rules on the catalogue need; gone when the source is done
        PRIMARY KEY (source, number)
    ) WITHOUT ROWID;

    CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

    CREATE TABLE goods (                    -- every listing, in few bytes: what a shop's context is counted from
        source INTEGER NOT NULL REFERENCES sources (id),
        number INTEGER NOT NULL,            -- of the listing in its source, from 0
        shop INTEGER NOT NULL REFERENCES shops (id),
        craft TEXT NOT NULL,                -- category or kind of product, as the catalogue tells it
        told INTEGER NOT NULL,              -- hash of the description; 0 for none
        PRIMARY KEY (source, number)
    ) WITHOUT ROWID;
    CREATE INDEX goods_of_shop ON goods (shop, craft, told);
    CREATE INDEX goods_told ON goods (told, shop);

    CREATE TABLE items (                    -- listings that wait for, or had, a reviewer's look
        id INTEGER PRIMARY KEY,
        source INTEGER NOT NULL REFERENCES sources (id),
        number INTEGER NOT NULL,
        row INTEGER NOT NULL,
        sku TEXT NOT NULL,
        title TEXT NOT NULL,
        store TEXT NOT NULL,
        language TEXT NOT NULL,
        shop INTEGER NOT NULL REFERENCES shops (id),
        quality INTEGER NOT NULL,
        mass_produced REAL,
        rights REAL,
        sample INTEGER NOT NULL,            -- 1: of the random sample
        flagged INTEGER NOT NULL DEFAULT 0,
        probability REAL NOT NULL DEFAULT 0,
        harm REAL NOT NULL DEFAULT 0,
        agreement REAL NOT NULL DEFAULT 1,
        novelty REAL NOT NULL DEFAULT 1,
        worth REAL NOT NULL DEFAULT 0,      -- the product of the four
        position INTEGER,                   -- in the queue, from 1; NULL until ranked
        state TEXT NOT NULL DEFAULT 'open',
        outcome TEXT,
        UNIQUE (source, number)
    );
    CREATE INDEX items_waiting ON items (position) WHERE state IN ('open', 'second', 'split');
    CREATE INDEX items_position ON items (position, state);
    CREATE INDEX items_state ON items (state);
    CREATE INDEX items_shop ON items (shop, outcome);

    CREATE TABLE bodies (item INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE, body BLOB NOT NULL);

    CREATE TABLE findings (
        id INTEGER PRIMARY KEY,
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
        code TEXT NOT NULL REFERENCES rules (code),
        severity TEXT NOT NULL,
        confidence REAL NOT NULL,
        kind TEXT NOT NULL,                 -- seen in: 'text', 'facts', 'pictures', 'catalogue', 'matched'
        scored TEXT NOT NULL DEFAULT '',    -- the score that it enters: 'mass_produced', 'rights'
        body TEXT NOT NULL                  -- the finding as the JSON report tells it
    );
    CREATE INDEX findings_of_item ON findings (item);
    CREATE INDEX findings_by_code ON findings (code, item);

    CREATE TABLE rules (
        code TEXT PRIMARY KEY,
        grp TEXT NOT NULL,
        body TEXT NOT NULL,                 -- as the JSON report tells it
        items INTEGER NOT NULL DEFAULT 0    -- on which it spoke
    ) WITHOUT ROWID;

    CREATE TABLE claims (                   -- who looks at what, so that two never decide one item at once
        item INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
        reviewer TEXT NOT NULL,
        since REAL NOT NULL,
        until REAL NOT NULL
    );
    CREATE INDEX claims_of ON claims (reviewer);

    CREATE TABLE log (                      -- all that was decided; each line holds the hash of the one before
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        item INTEGER,
        reviewer TEXT NOT NULL,
        body TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE
    );
    CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_is_not_cut BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE INDEX log_of_item ON log (item);

    CREATE TABLE decisions (                -- what the log says of decisions, for quick questions
        seq INTEGER PRIMARY KEY REFERENCES log (seq),
        item INTEGER NOT NULL REFERENCES items (id),
        reviewer TEXT NOT NULL,
        verdict TEXT NOT NULL,
        reasons TEXT NOT NULL,
        note TEXT NOT NULL,
        at TEXT NOT NULL,
        seconds REAL,
        undone INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX decisions_of_item ON decisions (item, undone);
    CREATE INDEX decisions_by ON decisions (reviewer, undone, seq);

    CREATE TABLE appeals (
        seq INTEGER PRIMARY KEY REFERENCES log (seq),
        item INTEGER NOT NULL REFERENCES items (id),
        at TEXT NOT NULL,
        entered_by TEXT NOT NULL,
        words TEXT NOT NULL,
        outcome TEXT,                       -- 'upheld' or 'overturned'
        judge TEXT,
        judged TEXT
    );
    CREATE INDEX appeals_of_item ON appeals (item);
    """,
)
"""One script a version; never changed once it was released."""

VERSION = len(MIGRATIONS)
