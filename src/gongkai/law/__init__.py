"""What the State says, as dated data with sources, and the few types that hold it."""
