"""In which coordinate system a layer is, and its way to CGCS2000."""
