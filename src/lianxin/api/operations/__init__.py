"""Operations by area; each module has a `router`."""
