"""The tables: entries, private words, files, what people prepared, and the projections that lists are made from."""
