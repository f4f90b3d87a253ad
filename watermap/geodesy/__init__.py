"""Lengths, areas, distances and bearings in true metres on the ellipsoid of CGCS2000."""
