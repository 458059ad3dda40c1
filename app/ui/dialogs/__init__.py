"""Dialogs that return data."""
