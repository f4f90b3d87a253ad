"""Workbooks, looked through before any library opens them."""
