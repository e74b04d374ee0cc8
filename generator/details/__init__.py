"""What a person fills in: fields, details, forms' YAML, rosters."""
