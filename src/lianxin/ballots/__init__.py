"""Online votes with a roll frozen from ties; who voted and what was voted are kept apart."""
