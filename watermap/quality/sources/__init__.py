"""Drinking-water sources: which items were measured, which sources attain, the rates of both."""
