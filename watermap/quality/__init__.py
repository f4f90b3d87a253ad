"""What the water is: classes, deciding indicators, multiples, targets."""
