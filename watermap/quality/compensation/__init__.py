"""Ecological compensation across borders: who pays whom how much, by formulas held as data."""
