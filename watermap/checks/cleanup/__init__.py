"""What already stands in a zone and should not: the clean-up list (清理整治)."""
