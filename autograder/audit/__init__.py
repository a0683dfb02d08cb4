"""Audits an assignment: tries everything that it promises, and reports defects."""
