"""Draws a draw list on any paint device. QtGui only, no widgets."""
