"""Calendars to subscribe to: rendered once per change, stored as bytes, answered before the framework."""
