"""Mail as bytes, out and in (RFC 6047, 3464). Pure: no clock, no random, no connection."""
