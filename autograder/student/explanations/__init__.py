"""The guide to the exercises: ideas, steps, and how many of the steps somebody has seen."""
