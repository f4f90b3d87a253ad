"""The network out of drawn lines: nodes, direction, faults, repairs."""
