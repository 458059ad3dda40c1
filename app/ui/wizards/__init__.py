"""What is done in steps, inside a page."""
