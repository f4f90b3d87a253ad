"""Which kinds of layer exist: fields, aliases, style and sensitivity, read from layers/*.toml."""
