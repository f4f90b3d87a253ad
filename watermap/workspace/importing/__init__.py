"""From dropped files to a project: what they are, what has to be asked, and what was answered."""
