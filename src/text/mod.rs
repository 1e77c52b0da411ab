//! Comparing human text: case, accents, spaces, apostrophes, soft hyphens.

mod percent;
mod pieces;
mod sentences;
mod tokens;

pub use percent::decoded;
pub use sentences::{is_shortened, sentence_ranges, sentences};
pub use tokens::{Tokens, hash, opening};

/// Folds text for comparison: lower case, straight apostrophes, single plain spaces, no invisible characters.
///
/// Accents stay ("ano" is not "año"). Cookie names are never folded: they are case-sensitive (RFC 6265 §5.3).
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            _ if is_invisible(character) => {}
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

/// Whether a character is never seen: soft hyphens, zero-width spaces and joiners, marks of direction and byte order.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Whether a word is ASCII capitals and figures, and nothing else.
pub fn is_capitals(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether a capital follows a small letter in a word, as in few but brands and names of programs: "`ReelPoint`".
pub fn is_humped(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(one, next)| one.is_lowercase() && next.is_uppercase())
}

/// Whether a text holds a word of small ASCII letters, in whatever case.
pub fn holds(text: &str, word: &str) -> bool {
    let (bytes, sought) = (text.as_bytes(), word.as_bytes());
    let Some(first) = sought.first() else { return true };
    let is_here = |at: usize| bytes.get(at..at + sought.len()).is_some_and(|found| found.eq_ignore_ascii_case(sought));
    memchr::memchr2_iter(*first, first.to_ascii_uppercase(), bytes).any(is_here)
        // The two other letters whose small form is ASCII: İ and the sign of Kelvin.
        || text.contains(['\u{130}', '\u{212a}']) && text.to_lowercase().contains(word)
}

/// A text whose UTF-8 was once read as windows-1252, as it was meant: "durÃ©e" → "durée". What fits neither stays.
///
/// `None` when nothing in the text looks so. The bytes of windows-1252 are those of <https://encoding.spec.whatwg.org/#windows-1252>.
pub fn unmangled(text: &str) -> Option<String> {
    lead_byte(text)?;
    let mut meant = String::with_capacity(text.len());
    let mut changed = 0_usize;
    let mut rest = text;
    while let Some(at) = lead_byte(rest) {
        meant.push_str(rest.get(..at)?);
        rest = rest.get(at..)?;
        let mut bytes = rest.chars().map_while(|character| Some((windows_1252(character)?, character.len_utf8())));
        let (lead, _) = bytes.next()?;
        let length = match lead {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => 0,
        };
        let run: Vec<(u8, usize)> = std::iter::once((lead, 2)).chain(bytes.take(2)).take(length).collect();
        let encoded: Vec<u8> = run.iter().map(|(byte, _)| *byte).collect();
        let taken = if let Some(character) = std::str::from_utf8(&encoded).ok().filter(|found| !found.is_empty()) {
            meant.push_str(character);
            changed += 1;
            run.iter().map(|(_, length)| length).sum()
        } else {
            let first = rest.chars().next()?;
            meant.push(first);
            first.len_utf8()
        };
        rest = rest.get(taken..)?;
    }
    meant.push_str(rest);
    (changed > 0).then_some(meant)
}

/// The place of the first of Ã, Â, Å, Ä, Ð, Ñ, Î, Ï and â, as which windows-1252 shows the first bytes of characters.
fn lead_byte(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_lead = |at: &usize| matches!(bytes.get(at + 1), Some(0x82..=0x85 | 0x8e..=0x91 | 0xa2));
    memchr::memchr_iter(0xc3, bytes).find(is_lead)
}

/// The byte of a character in windows-1252. `None` when it has none.
fn windows_1252(character: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match u32::from(character) {
        code @ 0x20..=0xff => u8::try_from(code).ok(),
        _ => HIGH.chars().zip(0x80..).find(|(high, _)| *high == character).map(|(_, byte)| byte),
    }
}

/// What stands before the first of some signs, and behind it. `None` where there is none.
pub fn parted<'a>(text: &'a str, signs: &[&str]) -> Option<(&'a str, &'a str)> {
    let begins = |byte: u8| signs.iter().any(|sign| sign.as_bytes().first() == Some(&byte));
    let mut places = text.bytes().enumerate().filter(|(_, byte)| begins(*byte));
    places.find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let behind = signs.iter().find_map(|sign| rest.strip_prefix(sign))?;
        Some((before, behind))
    })
}

/// The beginning of a text, of at most this many bytes.
pub fn head(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// Bytes as lower-case hexadecimal, two digits each.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16);
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(digit).collect()
}

/// Folds text and takes its accents away: "Durée de vie" → "duree de vie", "ß" → "ss", "ς" → "σ".
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    push_plain(&fold(text), &mut plain);
    plain
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// The letters a marked letter is written on; what the languages of the European Union use.
fn unmarked(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ς' => "σ",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        _ => return None,
    })
}

fn push_plain(text: &str, plain: &mut String) {
    if text.is_ascii() {
        let from = plain.len();
        plain.push_str(text);
        plain.get_mut(from..).unwrap_or_default().make_ascii_lowercase();
        return;
    }
    for character in text.chars().filter(|character| !is_combining(*character)) {
        if character.is_ascii() {
            plain.push(character.to_ascii_lowercase());
            continue;
        }
        if let Some(base) = unmarked(character) {
            plain.push_str(base);
            continue;
        }
        for lower in character.to_lowercase().filter(|lower| !is_combining(*lower)) {
            match unmarked(lower) {
                Some(base) => plain.push_str(base),
                None => plain.push(lower),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, plain, unmangled};

    #[test]
    fn mangled_accents_come_back() {
        assert_eq!(unmangled("DurÃ©e : 2 annÃ©es â€“ l’Ãle").as_deref(), Some("Durée : 2 années – l’Ãle"));
        assert_eq!(unmangled("Ðšð LÃ¤nge").as_deref(), Some("Кð Länge"));
        for right in ["Durée", "NÃO", "São João, Ângulo", "Ärger", "â", "Ñandú", ""] {
            assert_eq!(unmangled(right), None, "{right}");
        }
    }

    #[test]
    fn folds_what_typography_adds() {
        assert_eq!(fold("  Durée\u{a0}de\u{ad} vie :\n"), "durée de vie :");
        assert_eq!(fold("L\u{2019}Éditeur"), "l'éditeur");
    }

    #[test]
    fn plain_text_has_no_accents() {
        assert_eq!(plain("Größe, Œuvre, Čas vypršania"), "grosse, oeuvre, cas vyprsania");
        assert_eq!(plain("ΣΚΟΠΌΣ"), plain("σκοπός"));
        assert_eq!(plain("e\u{301}te\u{301}"), "ete");
    }
}
