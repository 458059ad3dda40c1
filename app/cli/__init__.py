"""The commands: the month's work without the window."""
