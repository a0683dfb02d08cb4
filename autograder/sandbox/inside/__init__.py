"""What runs on the student's side of the boundary. It imports NumPy, the standard library and itself, nothing else."""
