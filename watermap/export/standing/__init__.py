"""The tables of how the water stands, one module a topic."""
