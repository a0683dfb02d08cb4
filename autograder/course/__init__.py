"""What an instructor keeps of a course and sends back: the gradebook, exports, the page of the class."""
