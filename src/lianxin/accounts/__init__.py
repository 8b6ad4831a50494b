"""Users, sign-in, API tokens; builds an Actor from a person's ties."""
