"""Black-odorous waters: what results say of them, beside what the bureau's list says."""
