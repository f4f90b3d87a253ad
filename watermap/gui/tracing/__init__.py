"""Following the water in the window: asked for here, listed as a tree, drawn on the map."""
