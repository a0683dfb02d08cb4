"""What is handed out or uploaded: the zips for students, for Gradescope and for Otter."""
