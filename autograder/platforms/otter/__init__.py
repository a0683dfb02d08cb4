"""Otter: its zips, its test cases, and a plugin that grades in isolated workers."""
