"""Zip archives, their members named and guarded."""
