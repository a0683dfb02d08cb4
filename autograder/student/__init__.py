"""What students run on their own machines: checks, gradcheck, explanations, and the notebook."""
