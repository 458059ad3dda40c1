"""Metric values → points: a file for each scoring rule, and the score that they add up to."""
