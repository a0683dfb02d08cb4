"""The submission's side of the boundary: the standard library, NumPy and itself are all that it imports."""
