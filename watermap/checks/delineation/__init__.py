"""Proposes the protection areas of a drinking-water source; approved ones always prevail."""
