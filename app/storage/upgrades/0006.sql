-- Version 6: payslips that somebody looked at, and the best figures of the month before the book's first.

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
