"""The water through time: slider and play, calendar, a station's chart, and by what it is told."""
