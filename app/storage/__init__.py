"""The book: the only home of sqlite3."""
