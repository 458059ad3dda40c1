-- Version 5: who imported what, and what an import took the place of, so that it can be undone.

ALTER TABLE imports ADD COLUMN who TEXT;

ALTER TABLE imports ADD COLUMN undoable INTEGER CHECK (undoable = 1);

ALTER TABLE imports ADD COLUMN undone_at TEXT;

-- What lies below the values that count: those that a later import replaced or (removed = 1) only took away. The newest
-- import that is not undone counts, so any import can be undone at any time.
CREATE TABLE replaced_values (
    shop TEXT NOT NULL,
    account TEXT NOT NULL,
    metric TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    family TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports (id),
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    value TEXT,
    weight TEXT,
    weight_metric TEXT NOT NULL DEFAULT '',
    cells TEXT NOT NULL DEFAULT '',
    also TEXT,
    PRIMARY KEY (first, last, shop, family, account, metric, import_id)
) STRICT, WITHOUT ROWID;

-- Orders and refunds as they were before an import changed them, as JSON: undone the newest first.
CREATE TABLE replaced_orders (
    import_id INTEGER NOT NULL REFERENCES imports (id),
    kind TEXT NOT NULL CHECK (kind IN ('orders', 'refunds')),
    shop TEXT NOT NULL,
    number TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (import_id, kind, shop, number)
) STRICT, WITHOUT ROWID;

-- Incidents or marks that an import took the place of, as JSON: undone the newest first.
CREATE TABLE replaced_figures (
    import_id INTEGER PRIMARY KEY REFERENCES imports (id),
    body TEXT NOT NULL
) STRICT;

-- Cells of sheets that the owner corrected: a new export that still has the same fault is corrected the same way.
CREATE TABLE corrections (
    family TEXT NOT NULL,
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    header TEXT NOT NULL,
    was TEXT NOT NULL,
    now TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports (id),
    PRIMARY KEY (family, account, day, header, import_id)
) STRICT, WITHOUT ROWID;
