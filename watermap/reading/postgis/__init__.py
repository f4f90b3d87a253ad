"""Tables of a PostGIS database, read on request only; the extra ``postgis`` brings the driver."""
