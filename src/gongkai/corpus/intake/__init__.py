"""Taking in: from folders and archives to committed shards."""
