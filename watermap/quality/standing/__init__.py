"""Everything that is told of one period, put together: what all doors ask for."""
