"""Lakes and reservoirs: the class of all their points together, and how nourished they are."""
