"""People, their dated appointments, and the one matrix of what each may do."""
