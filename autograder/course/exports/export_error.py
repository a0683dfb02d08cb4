"""Why an export was not written."""


class ExportError(Exception):
    """Nothing was written; the message says why, and what to do."""
