"""Reports sent through real programs: office suites, browsers, PDF text extractors, pandoc, table libraries."""
