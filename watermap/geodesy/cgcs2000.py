"""The figures of CGCS2000's ellipsoid. Needs no library, so the reader process can use them too."""

SEMI_MAJOR_M = 6378137.0
INVERSE_FLATTENING = 298.257222101
SQUARED_ECCENTRICITY = (2 - 1 / INVERSE_FLATTENING) / INVERSE_FLATTENING
