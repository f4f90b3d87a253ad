"""How well a layer or table is: every check in green, amber or red."""
