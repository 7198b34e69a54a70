"""What those who run the system see: organs, people, calendars, the audit trail."""
