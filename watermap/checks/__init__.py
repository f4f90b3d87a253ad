"""May it stand here: rules held against zones, findings, rings around sources."""
