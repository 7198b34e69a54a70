"""What a bureau's own people see: clerks, reviewers, leaders, editors."""
