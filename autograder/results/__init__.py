"""The report on a submission, as plain data."""
