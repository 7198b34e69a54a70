"""Writing a report out: one layout, and a module for every file format."""
