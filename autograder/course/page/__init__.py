"""HTML pages: one on what a class understood, and one for each student."""
