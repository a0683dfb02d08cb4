"""Which mistake it is: a known misconception that would have answered the same, or what can be seen of any function."""
