"""Monitored load against permitted capacity, control unit by control unit."""
