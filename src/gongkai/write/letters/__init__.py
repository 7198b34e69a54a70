"""Letters of the disclosure office as Word, PDF and plain text, from templates that an office edits in Word or WPS."""
