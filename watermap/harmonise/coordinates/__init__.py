"""Sheets with coordinates or corners become layers."""
