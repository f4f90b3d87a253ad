"""What words, numbers, dates, units and indicators mean, as people write them."""
