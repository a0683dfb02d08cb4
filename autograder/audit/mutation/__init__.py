"""Mutation testing: references with one small, mechanical change each must lose points, or be listed as right."""
