"""From an answer to a verdict, in words for students and for hidden checks. Nothing here runs a student's code."""
