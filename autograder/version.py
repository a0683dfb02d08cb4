"""The version, whether the package is installed or just a folder."""

VERSION = "0.1.0"
