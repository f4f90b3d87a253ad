"""What a plan demands by year, held against results and layers."""
