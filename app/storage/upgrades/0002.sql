-- Version 2: an agent's insurance, tax, advance and carried loss; what a sealed month leaves to later ones.
-- SQLite cannot change the CHECK of a table: a new one takes its place.

CREATE TABLE agent_terms_new (
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

INSERT INTO agent_terms_new (number, key, from_month, value, import_id, cell)
SELECT number, key, from_month, value, import_id, cell FROM agent_terms;

DROP TABLE agent_terms;

ALTER TABLE agent_terms_new RENAME TO agent_terms;

ALTER TABLE runs ADD COLUMN history TEXT CHECK (history IS NULL OR state = 'sealed');
