"""The monthly notice: what fails, since when, who answers for it, and the basin in words."""
