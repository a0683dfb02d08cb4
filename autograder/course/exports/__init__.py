"""Grades in the forms that learning platforms, tools and spreadsheets read."""
