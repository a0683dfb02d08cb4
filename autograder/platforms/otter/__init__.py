"""Otter: zips, test cases, and a plugin that grades in isolated workers."""
