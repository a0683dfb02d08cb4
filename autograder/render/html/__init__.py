"""HTML pages: the base template and its style, and rendering that makes pages safe to open and to share."""
