"""Which section of the map a table means."""
