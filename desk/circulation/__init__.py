"""Lending: rules, scans, and what is out."""
