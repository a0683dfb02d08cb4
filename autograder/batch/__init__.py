"""Many submissions, one after another or side by side."""
