"""The user's verbs, one file per use case, no Qt."""
