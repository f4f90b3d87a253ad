"""Across borders: the sections where districts meet, and who must act on them."""
