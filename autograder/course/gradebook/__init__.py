"""A course's gradebook: one SQLite file with everything that was graded and decided."""
