"""The version, where the package is installed and where it lies as a folder."""

VERSION = "0.1.0"
