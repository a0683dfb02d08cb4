"""What students get back: a page each, and their own files with the feedback in them."""
