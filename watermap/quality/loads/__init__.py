"""How much of a pollutant the water carries past a section, month by month and in a year."""
