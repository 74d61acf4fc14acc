"""What a spec means, in the domain's own words: values without behaviour; references are still names here."""
