"""From an assignment and a submission to a report."""
