"""A report and its forms."""
