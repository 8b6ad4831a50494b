"""What is published to an audience frozen at sending; and the directory of channels."""
