"""Gradients beside measured slopes."""
