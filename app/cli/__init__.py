"""The commands, thin over services."""
