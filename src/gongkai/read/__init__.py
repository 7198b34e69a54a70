"""From bytes to a document, and from a document to a report: nothing here knows what the rules think of it."""
