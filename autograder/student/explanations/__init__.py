"""Explanations of the exercises: ideas and steps from the guide, and a student's progress through the steps."""
