"""Files to observations: the only home of sheet readers."""
