"""From an answer to a verdict, with words for both kinds of reader. Nothing here runs a student's code."""
