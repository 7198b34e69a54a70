"""A year of the invented 云溪县自然资源局, from the opening of its ledger to its report: ``python -m examples.bureau_year``."""
