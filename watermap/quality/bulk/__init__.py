"""Millions of results at once: the classes of ``classing``, without a step of Python for each."""
