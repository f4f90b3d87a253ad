"""When something happened: who upstream may explain it, what a spill reaches."""
