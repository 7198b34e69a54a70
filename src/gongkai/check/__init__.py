"""What is wrong with a report, where, by which rule, and whose fault it is."""
