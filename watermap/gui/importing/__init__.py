"""From files dropped on the window to an open project: the wizard and what it is made of."""
