"""From an answer to a verdict, with messages for public and hidden checks. Nothing here runs a student's code."""
