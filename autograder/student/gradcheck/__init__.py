"""Compares gradients with measured slopes."""
