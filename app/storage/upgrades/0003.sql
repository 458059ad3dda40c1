-- Version 3: corrections after refunds say of which commission line of a sealed month they are, and for which net sales.

ALTER TABLE adjustments ADD COLUMN refund_line TEXT;

ALTER TABLE adjustments ADD COLUMN refund_net TEXT;
