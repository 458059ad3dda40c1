-- The book as of version 5 (VERSION in statements.py). Months are 'YYYY-MM' ('' = from the beginning), days are 'YYYY-MM-DD'.
-- Exact numbers are canonical decimal text (or n/d where there is no finite decimal); amounts on pay lines are fen.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE shops (name TEXT PRIMARY KEY CHECK (name <> '')) STRICT;

CREATE TABLE shop_settings (
    shop TEXT NOT NULL REFERENCES shops (name),
    key TEXT NOT NULL,
    from_month TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (shop, key, from_month)
) STRICT;

CREATE TABLE positions (name TEXT PRIMARY KEY CHECK (name <> '')) STRICT;
CREATE TABLE grades (name TEXT PRIMARY KEY CHECK (name <> '')) STRICT;
CREATE TABLE teams (name TEXT PRIMARY KEY CHECK (name <> '')) STRICT;

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('sheet', 'roster', 'incidents', 'marks', 'attendance')),
    month TEXT NOT NULL,
    file TEXT NOT NULL,
    sheet TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    layout TEXT NOT NULL DEFAULT '',
    family TEXT NOT NULL DEFAULT '',
    shop TEXT NOT NULL DEFAULT '',
    first TEXT,
    last TEXT,
    attribution TEXT NOT NULL DEFAULT '',
    rows INTEGER NOT NULL CHECK (rows >= 0),
    agents INTEGER NOT NULL CHECK (agents >= 0),
    edits TEXT NOT NULL DEFAULT '',
    imported_at TEXT NOT NULL,
    who TEXT,
    undoable INTEGER CHECK (undoable = 1),
    undone_at TEXT
) STRICT;
CREATE INDEX imports_by_month ON imports (month, kind, sha256);

CREATE TABLE agents (
    number TEXT PRIMARY KEY CHECK (number <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    hired TEXT,
    regular_from TEXT,
    "left" TEXT,
    id_number TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    bank TEXT NOT NULL DEFAULT '',
    bank_account TEXT NOT NULL DEFAULT '',
    alipay TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE agent_shops (
    number TEXT NOT NULL REFERENCES agents (number),
    shop TEXT NOT NULL REFERENCES shops (name),
    PRIMARY KEY (number, shop)
) STRICT;

-- Dated terms: position, grade, team, shift and tax_mode are words, all others exact CNY; '' ends the value before.
CREATE TABLE agent_terms (
    number TEXT NOT NULL REFERENCES agents (number),
    key TEXT NOT NULL CHECK (key IN (
        'position', 'grade', 'team', 'shift', 'base', 'performance',
        'pension', 'medical', 'unemployment', 'fund', 'other_insurance',
        'tax_mode', 'tax_additional', 'tax_other',
        'tax_opening_income', 'tax_opening_special', 'tax_opening_additional', 'tax_opening_other',
        'tax_opening_withheld',
        'advance', 'advance_instalment', 'loss_carried'
    )),
    from_month TEXT NOT NULL,
    value TEXT NOT NULL,
    import_id INTEGER REFERENCES imports (id),
    cell TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (number, key, from_month)
) STRICT;

-- An account of a shop from one day to another, both included, NULL where open: as long as its owner is employed.
-- No day of an account has two owners.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    shop TEXT NOT NULL REFERENCES shops (name),
    normal TEXT NOT NULL CHECK (normal <> ''),
    name TEXT NOT NULL,
    number TEXT NOT NULL REFERENCES agents (number),
    first TEXT,
    last TEXT,
    CHECK (first IS NULL OR last IS NULL OR first <= last)
) STRICT;
CREATE INDEX accounts_by_name ON accounts (shop, normal);
CREATE INDEX accounts_by_agent ON accounts (number);

CREATE TABLE observations (
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

-- Accounts that the owner leaves out, and headers that the owner mapped once ('' leaves a column alone).
CREATE TABLE ignored_accounts (
    shop TEXT NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (shop, account)
) STRICT;

CREATE TABLE remembered_headers (header TEXT PRIMARY KEY, metric TEXT NOT NULL) STRICT;

CREATE TABLE incidents (
    id INTEGER PRIMARY KEY,
    month TEXT NOT NULL,
    number TEXT NOT NULL REFERENCES agents (number),
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    points TEXT,
    money TEXT,
    note TEXT NOT NULL DEFAULT '',
    import_id INTEGER REFERENCES imports (id),
    cells TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX incidents_by_month ON incidents (month);

CREATE TABLE marks (
    id INTEGER PRIMARY KEY,
    month TEXT NOT NULL,
    number TEXT NOT NULL REFERENCES agents (number),
    item TEXT NOT NULL CHECK (item <> ''),
    value TEXT NOT NULL,
    day TEXT,
    note TEXT NOT NULL DEFAULT '',
    import_id INTEGER REFERENCES imports (id),
    cells TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX marks_by_month ON marks (month, number, item);

CREATE TABLE targets (
    metric TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('agent', 'grade', 'shop', 'position', 'everyone')),
    key TEXT NOT NULL,
    from_month TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (metric, level, key, from_month)
) STRICT;

CREATE TABLE schemes (
    position TEXT NOT NULL REFERENCES positions (name),
    shop TEXT NOT NULL,
    team TEXT NOT NULL,
    from_month TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (position, shop, team, from_month),
    CHECK (shop = '' OR team = '')
) STRICT;

-- refund_line and refund_net: a correction after refunds, of which commission line of for_month and for which net sales.
CREATE TABLE adjustments (
    id INTEGER PRIMARY KEY,
    month TEXT NOT NULL,
    number TEXT NOT NULL REFERENCES agents (number),
    amount TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    for_month TEXT,
    refund_line TEXT,
    refund_net TEXT
) STRICT;
CREATE INDEX adjustments_by_month ON adjustments (month);

CREATE TABLE waivers (
    month TEXT NOT NULL,
    number TEXT NOT NULL REFERENCES agents (number),
    code TEXT NOT NULL CHECK (code <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (month, number, code)
) STRICT;

-- A payslip of an open month that was looked at, with the code of the figures that stood there then.
CREATE TABLE reviews (
    month TEXT NOT NULL,
    number TEXT NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (month, number)
) STRICT;

-- What a record is compared with where `month` is not sealed in the book: the best figure then of a position in a shop
-- ('' = of all), as the owner knows it.
CREATE TABLE opening_bests (
    month TEXT NOT NULL,
    metric TEXT NOT NULL,
    shop TEXT NOT NULL,
    position TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value <> ''),
    PRIMARY KEY (month, metric, shop, position)
) STRICT;

-- One run per month. `header` is the run without its payslips, as JSON; a sealed run keeps the inputs it came from and,
-- if version 2 or later sealed it, what it leaves to later months (`history`).
CREATE TABLE runs (
    month TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('draft', 'reviewed', 'sealed')),
    revision INTEGER NOT NULL,
    pay_date TEXT NOT NULL,
    pay_date_given INTEGER NOT NULL CHECK (pay_date_given IN (0, 1)),
    computed_at TEXT NOT NULL,
    header TEXT NOT NULL,
    sealed_on TEXT NOT NULL DEFAULT '',
    inputs TEXT,
    history TEXT CHECK (history IS NULL OR state = 'sealed'),
    CHECK ((state = 'sealed') = (inputs IS NOT NULL))
) STRICT;

CREATE TABLE payslips (
    month TEXT NOT NULL REFERENCES runs (month) ON DELETE CASCADE,
    number TEXT NOT NULL,
    place INTEGER NOT NULL,
    state TEXT NOT NULL,
    net INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (month, number)
) STRICT;

CREATE TABLE pay_lines (
    month TEXT NOT NULL,
    number TEXT NOT NULL,
    place INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('earning', 'deduction', 'info')),
    amount INTEGER NOT NULL,
    CHECK (kind <> 'deduction' OR amount >= 0),
    PRIMARY KEY (month, number, place),
    FOREIGN KEY (month, number) REFERENCES payslips (month, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
