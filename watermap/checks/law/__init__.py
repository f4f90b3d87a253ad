"""The law as data: rules, whom they mean, and whether their case is about a project."""
