"""May it stand here: sites held against the law's zones, how firmly, and the way out."""
