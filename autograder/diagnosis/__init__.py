"""Names a mistake: by a known misconception that would have answered the same, or by a symptom of any function."""
