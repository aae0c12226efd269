"""What is measured: quality floors, linking, places, speed; figures stand in RESULTS.md."""
