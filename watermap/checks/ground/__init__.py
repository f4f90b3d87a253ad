"""What lies where: features near a place, their pieces, relations in true metres, coverage."""
