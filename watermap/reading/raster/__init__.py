"""GeoTIFFs and the files beside them."""
