"""A student's notebook: how it is built, checked in its own kernel, and illustrated."""
