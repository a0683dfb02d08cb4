"""The layouts of classes that platforms export, one module for each platform."""
