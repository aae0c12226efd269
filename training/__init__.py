"""How the gazetteer, the base map and the example archive are made; not part of the package."""
