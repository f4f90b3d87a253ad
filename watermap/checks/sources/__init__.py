"""Around the drinking-water sources: rings, protection areas, rasters."""
