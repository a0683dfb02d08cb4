"""Layers of isolation, which a worker applies to itself before it reads a submission."""
