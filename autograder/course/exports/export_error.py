"""The error for an export that was not written."""


class ExportError(Exception):
    """Nothing was written; the message explains why, and what to do."""
