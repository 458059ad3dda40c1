-- Version 4: single orders and refunds, and how a shop marks in remarks whose an order is.
-- No buyer is kept, nor what a remark says: only whose the order is by it. Amounts of orders are whole fen.

CREATE TABLE observations_new (
    shop TEXT NOT NULL,
    account TEXT NOT NULL,
    metric TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    family TEXT NOT NULL,
    value TEXT,
    weight TEXT,
    weight_metric TEXT NOT NULL DEFAULT '',
    import_id INTEGER NOT NULL REFERENCES imports (id),
    cells TEXT NOT NULL,
    also TEXT,
    PRIMARY KEY (first, last, shop, family, account, metric)
) STRICT, WITHOUT ROWID;

INSERT INTO observations_new (
    shop, account, metric, first, last, family, value, weight, weight_metric, import_id, cells
)
SELECT shop, account, metric, first, last, family, value, weight, weight_metric, import_id, cells FROM observations;

DROP TABLE observations;

ALTER TABLE observations_new RENAME TO observations;

-- What each imported file of orders, items or refunds gives: the range of its amounts (G2:G900).
CREATE TABLE order_files (
    import_id INTEGER PRIMARY KEY REFERENCES imports (id),
    cells TEXT NOT NULL
) STRICT;

-- Every order that a file told, counted or not: refunds of later months are joined to it. '' is nobody's.
CREATE TABLE orders (
    shop TEXT NOT NULL,
    number TEXT NOT NULL,
    day TEXT,
    account TEXT NOT NULL,
    fen INTEGER NOT NULL CHECK (fen >= 0),
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    items INTEGER,
    chased INTEGER NOT NULL CHECK (chased IN (0, 1)),
    followup INTEGER NOT NULL CHECK (followup IN (0, 1)),
    new_buyer INTEGER CHECK (new_buyer IN (0, 1)),
    import_id INTEGER NOT NULL REFERENCES imports (id),
    "row" INTEGER NOT NULL,
    items_import INTEGER REFERENCES imports (id),
    PRIMARY KEY (shop, number),
    CHECK (counts = 0 OR day IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_day ON orders (shop, day);

CREATE TABLE refunds (
    shop TEXT NOT NULL,
    number TEXT NOT NULL,
    order_number TEXT NOT NULL,
    day TEXT,
    fen INTEGER NOT NULL CHECK (fen >= 0),
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    import_id INTEGER NOT NULL REFERENCES imports (id),
    "row" INTEGER NOT NULL,
    PRIMARY KEY (shop, number),
    CHECK (counts = 0 OR day IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX refunds_by_day ON refunds (shop, day);

-- The remark convention of a shop: short names with their accounts, columns that count, words that mark an order.
CREATE TABLE remark_words (
    shop TEXT NOT NULL REFERENCES shops (name),
    kind TEXT NOT NULL CHECK (kind IN ('names', 'columns', 'chased', 'followup')),
    place INTEGER NOT NULL,
    word TEXT NOT NULL CHECK (word <> ''),
    account TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (shop, kind, place)
) STRICT;
