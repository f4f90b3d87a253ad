"""Files out, one module a format."""
