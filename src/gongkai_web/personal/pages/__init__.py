"""Signing in and out, and what a person sets for himself."""
