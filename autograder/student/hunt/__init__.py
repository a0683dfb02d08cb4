"""Hunts for mistakes: three answers to one small public call, of which two are wrong."""
