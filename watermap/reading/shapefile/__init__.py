"""Shapefiles, part by part and record by record."""
