"""Files and databases in, just as found, through a process that can be killed."""
