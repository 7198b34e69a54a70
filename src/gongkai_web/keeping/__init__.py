"""Keeping what the system holds: copies that are proved when they are made, and brought back whole or not at all."""
