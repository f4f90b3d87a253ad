"""One file a JSON shape of the contract; watermap.export.records is the door to them."""
