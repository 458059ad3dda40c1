"""Scores and metrics → pay lines: a file for each pay rule, and the order in which they are asked."""
