"""From samples to a class: means, rounding, limits, the worst indicator, sections together."""
