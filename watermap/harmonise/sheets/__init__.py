"""Sheets of results: where their tables stand, what columns and rows are, how they were read."""
