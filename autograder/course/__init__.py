"""A course: its gradebook, exports to platforms, feedback for students, and the page on the class."""
