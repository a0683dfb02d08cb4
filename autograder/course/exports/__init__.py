"""Exports grades to the formats of learning platforms, tools and spreadsheets."""
