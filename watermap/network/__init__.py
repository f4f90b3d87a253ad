"""Where it flows: rivers as reaches between nodes, objects placed on them, traces along them."""
