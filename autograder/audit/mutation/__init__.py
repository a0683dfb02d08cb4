"""The references changed mechanically, by one small mistake at a time: each must lose points, or be listed as right."""
