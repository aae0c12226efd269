"""One migration a file; the file is named by the schema version that it makes."""
