"""The parts of a Word document: tables, page, XML."""
