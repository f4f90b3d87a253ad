"""How wells stand by the standard for groundwater, and whether they stay as good as they were."""
