"""Reports of a careful office, defects planted in them, and what only looks like a defect."""
