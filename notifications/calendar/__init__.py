"""Calendars as bytes (RFC 5545, 5546, 7986). Pure: the stamp is passed in."""
