"""Shapes as they came: counted, checked, repaired."""
