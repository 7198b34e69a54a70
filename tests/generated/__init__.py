"""Known reports, rendered in every layout and damaged in every way: what the reader is judged with."""
