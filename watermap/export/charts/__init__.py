"""Charts as draw lists in millimetres, so that screen, PNG and SVG show the same."""
