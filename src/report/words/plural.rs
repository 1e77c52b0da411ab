//! Plural forms, after CLDR's cardinal rules for whole numbers.

/// The form of a number in a language: `one`, `few`, `many` or `other`.
pub(super) fn form(language: &str, number: u64) -> &'static str {
    match (language, number) {
        ("fr" | "pt", 0) | (_, 1) => "one",
        ("pl", _) if matches!(number % 10, 2..=4) && !matches!(number % 100, 12..=14) => "few",
        ("pl", _) => "many",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn zero_is_singular_in_french_only() {
        assert_eq!((form("fr", 0), form("fr", 1), form("fr", 2)), ("one", "one", "other"));
        assert_eq!((form("en", 0), form("en", 1), form("en", 2)), ("other", "one", "other"));
        assert_eq!((form("pl", 1), form("pl", 3), form("pl", 12), form("pl", 25)), ("one", "few", "many", "many"));
    }
}
