"""Values to words and printed numbers, in three languages."""
