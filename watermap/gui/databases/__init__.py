"""PostGIS in the window: signing in, choosing tables, taking them, and taking them again."""
