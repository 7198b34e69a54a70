"""Who carries out the shards: this process, all cores, or a cluster. The store does not know which."""
