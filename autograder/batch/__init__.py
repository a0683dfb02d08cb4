"""Grades many submissions: in threads, in processes, or on a cluster."""
