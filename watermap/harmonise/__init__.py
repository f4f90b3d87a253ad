"""Columns, values, units, dates, names and places brought to one shape, every change listed."""
