"""Which characters bytes mean, and what was lost on the way."""
