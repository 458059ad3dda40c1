"""Upgrade steps: NNNN.sql, plain SQL, takes a book from version NNNN - 1 to version NNNN."""
