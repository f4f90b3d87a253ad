"""The other formats with layers, one module each."""
