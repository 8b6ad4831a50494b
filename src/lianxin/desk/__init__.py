"""Staff pages: views and templates only, one folder per area; rules and verbs live below."""
