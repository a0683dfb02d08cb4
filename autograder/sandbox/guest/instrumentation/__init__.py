"""Observes a call from outside: its cost, changed arguments, and shared memory."""
