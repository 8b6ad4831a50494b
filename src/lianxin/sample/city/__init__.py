"""One module per part of the city; `services.load` runs them in order."""
