"""Sections, outfalls, intakes … on the network, with what is doubtful of their places."""
