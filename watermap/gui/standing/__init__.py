"""The panel of how the water stands: every table of the evaluation, asked for when it is seen."""
