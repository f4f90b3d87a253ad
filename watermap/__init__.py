"""watermap: how the water stands, what lies around its sources, what may be built where."""

__version__ = "0.1.0"
