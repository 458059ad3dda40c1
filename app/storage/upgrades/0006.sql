-- Version 6: payslips that somebody looked at, and the best figures of the month before the book's first.

-- A payslip of an open month that was looked at, with the code of the figures that stood there then.
CREATE TABLE reviews (
    month TEXT NOT NULL,
    number TEXT NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (month, number)
) STRICT;

-- What a record is compared with where the book has no sealed month: the best figure of `month`, of the position in
-- the shop ('' = of all), as the owner knows it, and who reached it ('' = not said).
CREATE TABLE opening_bests (
    month TEXT NOT NULL,
    metric TEXT NOT NULL,
    shop TEXT NOT NULL,
    position TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value <> ''),
    holder TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (month, metric, shop, position)
) STRICT;
