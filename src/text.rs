//! Comparing human text: case, accents, spaces, apostrophes, soft hyphens.

use std::ops::Range;

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

/// Whether a character is never seen: soft hyphens, zero-width spaces and joiners, direction and byte order marks.
pub fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// A text whose UTF-8 was once read as windows-1252, as it was meant: "durÃ©e" → "durée". What fits neither stays.
///
/// `None` when nothing in the text looks so. The bytes of windows-1252 are those of <https://encoding.spec.whatwg.org/#windows-1252>.
pub fn unmangled(text: &str) -> Option<String> {
    const LEADS: &[char] = &['Ã', 'Â', 'Å', 'Ä', 'Ð', 'Ñ', 'Î', 'Ï', 'â'];
    text.find(LEADS)?;
    let mut meant = String::with_capacity(text.len());
    let mut changed = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find(LEADS) {
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

/// The byte of a character in windows-1252. `None` when it has none.
fn windows_1252(character: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match u32::from(character) {
        code @ 0x20..=0xff => u8::try_from(code).ok(),
        _ => HIGH.chars().zip(0x80..).find(|(high, _)| *high == character).map(|(_, byte)| byte),
    }
}

/// The words, numbers and signs of a text, folded and without accents, each with its place in the text.
///
/// Letters (with `_`), digits and signs are apart: "24h" is two tokens. Apostrophes, and hyphens inside a compound
/// ("first-party"), only separate. The plain form is for comparing, never for showing.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    plain: String,
    tokens: Vec<Token>,
}

#[derive(Debug, Clone)]
struct Token {
    /// Its place in the plain form.
    plain: Range<usize>,
    /// Its place in the text.
    source: Range<usize>,
    /// See [`hash`].
    hash: u64,
}

impl Tokens {
    /// Cuts a text.
    pub fn of(text: &str) -> Self {
        Self::first(text, usize::MAX)
    }

    /// Cuts a text until it has given this many tokens: whoever asks whether a text is short need not read a long one.
    pub fn first(text: &str, most: usize) -> Self {
        let room = text.len() / 5 + 1;
        let mut cut = Self {
            plain: String::with_capacity(text.len().min(most.saturating_mul(12))),
            tokens: Vec::with_capacity(room.min(most)),
        };
        let mut open: Option<Class> = None;
        let mut before = ' ';
        let mut at = 0;
        while let Some(rest) = text.get(at..) {
            // Nearly all text is runs of plain letters between spaces: these need no look at each character's neighbours.
            let run = ascii_run(rest.as_bytes());
            if let Some((class, length)) = run {
                if open != Some(class) && cut.tokens.len() == most {
                    break;
                }
                let (run, from) = (rest.get(..length).unwrap_or_default(), cut.plain.len());
                cut.plain.push_str(run);
                if let Some(pushed) = cut.plain.get_mut(from..) {
                    pushed.make_ascii_lowercase();
                }
                cut.extend(open == Some(class), from, at..at + length);
                open = Some(class);
                before = run.chars().next_back().unwrap_or(' ');
                at += length;
                continue;
            }
            let mut characters = rest.chars();
            let Some(character) = characters.next() else { break };
            let place = at..at + character.len_utf8();
            at = place.end;
            if is_invisible(character) || is_combining(character) {
                continue;
            }
            let class = Class::of(before, character, characters.next().unwrap_or(' '));
            before = character;
            if let Some(class) = class {
                let joins = open == Some(class) && class != Class::Sign;
                if !joins && cut.tokens.len() == most {
                    break;
                }
                let from = cut.plain.len();
                push_plain(character, &mut cut.plain);
                cut.extend(joins, from, place);
            }
            open = class;
        }
        for token in &mut cut.tokens {
            token.hash = hash(cut.plain.get(token.plain.clone()).unwrap_or_default());
        }
        cut
    }

    /// What was added to the plain form since `from` is more of the last token, or a token.
    fn extend(&mut self, joins: bool, from: usize, source: Range<usize>) {
        let to = self.plain.len();
        match self.tokens.last_mut() {
            Some(last) if joins => {
                last.plain.end = to;
                last.source.end = source.end;
            }
            _ => self.tokens.push(Token { plain: from..to, source, hash: 0 }),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The plain form of a token; empty beyond the last.
    pub fn plain(&self, index: usize) -> &str {
        self.tokens.get(index).and_then(|token| self.plain.get(token.plain.clone())).unwrap_or_default()
    }

    /// The [`hash`] of a token's plain form.
    pub fn hash(&self, index: usize) -> u64 {
        self.tokens.get(index).map_or(0, |token| token.hash)
    }

    /// The place in the text from one token to another (the second excluded); empty when there are none.
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map(|token| token.source.start);
        let end = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)).map(|token| token.source.end);
        start.zip(end).map_or(0..0, |(start, end)| start..end.max(start))
    }

    /// Whether a token is made of letters.
    pub fn is_word(&self, index: usize) -> bool {
        self.plain(index).starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

/// A number for a word, by which lists of words are looked up: equal words have equal ones, and other words mostly
/// another. (The multiplier is that of `rustc-hash`.)
pub fn hash(word: &str) -> u64 {
    const MULTIPLIER: u64 = 0xf135_7aea_2e62_a9c5;
    let mix = |hash: u64, chunk: &[u8]| {
        let eight = chunk.iter().rev().fold(0_u64, |eight, byte| eight << 8 | u64::from(*byte));
        (hash.rotate_left(26) ^ eight).wrapping_mul(MULTIPLIER)
    };
    let mixed = word.as_bytes().chunks(8).fold(word.len() as u64, mix);
    mixed ^ mixed >> 32
}

/// The run of ASCII letters or of digits that some bytes begin with, and its length. `None` when they begin otherwise.
fn ascii_run(bytes: &[u8]) -> Option<(Class, usize)> {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    let length = |belongs: fn(&u8) -> bool| bytes.iter().position(|byte| !belongs(byte)).unwrap_or(bytes.len());
    match bytes.first()? {
        first if is_letter(first) => Some((Class::Letter, length(|byte| byte.is_ascii_alphabetic() || *byte == b'_'))),
        first if first.is_ascii_digit() => Some((Class::Digit, length(u8::is_ascii_digit))),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Sign,
}

impl Class {
    /// `None` for what only separates.
    fn of(before: char, character: char, after: char) -> Option<Self> {
        let joins = |character: char| character.is_alphanumeric();
        match character {
            '_' => Some(Self::Letter),
            ' ' => None,
            '\'' | '\u{2019}' | '\u{2bc}' | '\u{2018}' | '\u{b4}' | '`' | '"' | '«' | '»' | '“' | '”' | '„' => {
                None
            }
            '·' | '-' | '\u{2010}' | '\u{2011}'
                if joins(before) && joins(after) && (before.is_alphabetic() || after.is_alphabetic()) =>
            {
                None
            }
            _ if character.is_alphabetic() => Some(Self::Letter),
            _ if character.is_numeric() => Some(Self::Digit),
            _ if character.is_whitespace() => None,
            _ => Some(Self::Sign),
        }
    }
}

/// Folds text and takes its accents away: "Durée de vie" → "duree de vie", "ß" → "ss", "ς" → "σ".
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in fold(text).chars().filter(|character| !is_combining(*character)) {
        push_plain(character, &mut plain);
    }
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

fn push_plain(character: char, plain: &mut String) {
    if character.is_ascii() {
        plain.push(character.to_ascii_lowercase());
        return;
    }
    for lower in character.to_lowercase().filter(|lower| !is_combining(*lower)) {
        match unmarked(lower) {
            Some(base) => plain.push_str(base),
            None => plain.push(lower),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Tokens, fold, plain, unmangled};

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

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let tokens = Tokens::of(text);
        let got: Vec<&str> = (0..tokens.len()).map(|index| tokens.plain(index)).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn cuts_words_numbers_and_signs() {
        check("jusqu’à 24h, first-party", &["jusqu", "a", "24", "h", ",", "first", "party"]);
        check("6-12 meses – 24-stündig", &["6", "-", "12", "meses", "–", "24", "stundig"]);
        check("session_id L\u{ad}’Éditeur", &["session_id", "l", "editeur"]);
    }

    #[test]
    fn the_first_tokens_are_those_of_the_whole() {
        let text = "Durée de vie_2 : 24h, l’éditeur — x";
        let all = Tokens::of(text);
        for most in 0..=all.len() {
            let first = Tokens::first(text, most);
            assert_eq!(first.len(), most);
            for at in 0..most {
                assert_eq!((first.plain(at), first.span(at..at + 1)), (all.plain(at), all.span(at..at + 1)));
            }
        }
    }

    #[test]
    fn a_span_leads_back_to_the_text() {
        let text = "Durée : 1\u{a0}année.";
        let tokens = Tokens::of(text);
        assert_eq!(text.get(tokens.span(2..4)), Some("1\u{a0}année"));
    }
}
