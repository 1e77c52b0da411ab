//! Comparing human text: case, accents, spaces, apostrophes, soft hyphens.

/// Folds text for comparison: lower case, straight apostrophes, single plain spaces, no invisible characters.
///
/// Accents stay ("ano" is not "año"). Cookie names are never folded: they are case-sensitive (RFC 6265 §5.3).
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\u{2019}' | '\u{2bc}' | '\u{2018}' | '\u{b4}' => folded.push('\''),
            _ if character.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ => folded.extend(character.to_lowercase()),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds_what_typography_adds() {
        assert_eq!(fold("  Durée\u{a0}de\u{ad} vie :\n"), "durée de vie :");
        assert_eq!(fold("L\u{2019}Éditeur"), "l'éditeur");
    }
}
