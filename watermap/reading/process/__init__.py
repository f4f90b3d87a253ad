"""The reader process and what goes between it and watermap."""
