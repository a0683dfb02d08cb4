"""What is handed out: zips for students and for the systems that grade."""
