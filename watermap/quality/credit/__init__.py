"""Environmental credit of enterprises: scores, colours, cards. Never a water class or a verdict."""
