"""What the course or its scores look like to other programs."""
