"""What a received mail says (RFC 5546, 6047, 3464, 3834). Pure: any bytes give one reading."""
