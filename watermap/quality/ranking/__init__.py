"""The comprehensive water quality index (CWQI) and ranks by it."""
