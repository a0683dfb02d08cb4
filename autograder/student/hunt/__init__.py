"""Find the fault: three answers to one small public question, of which two are wrong."""
