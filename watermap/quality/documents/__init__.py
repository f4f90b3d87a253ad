"""Standards, methods, plans and grades: what is evaluated by, as dated data read strictly."""
