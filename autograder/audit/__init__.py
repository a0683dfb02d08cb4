"""An assignment proves itself: what is asked of it, and what is found wrong."""
