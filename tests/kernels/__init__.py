"""Boots kernels under QEMU, and grades in them: ``python -m tests.kernels``. Outside of CI; as root, on Debian."""
