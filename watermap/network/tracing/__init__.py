"""Along the water: ways, traces with their ends, hours, whom they pass."""
