"""Ratios of reading times against other libraries."""
