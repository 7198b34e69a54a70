"""What everybody sees. Nothing here reads a case but by what an applicant holds in his hand."""
