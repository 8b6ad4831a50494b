"""Pages of bulletins, their deliveries, and the directory of channels."""
