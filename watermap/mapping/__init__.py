"""What a map is, without drawing: view, scene, draw list, labels, legend, page."""
