"""What is evaluated: sections and sources of the map and of the tables, and their samples."""
