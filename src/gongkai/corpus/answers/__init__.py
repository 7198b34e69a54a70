"""An answer as a table for the terminal, CSV, XLSX, JSON and a printable page."""
