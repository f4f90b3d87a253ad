"""The open project: its folder, its loaded layers and tables, and what changed."""
