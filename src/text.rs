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

/// The words, numbers and signs of a text, folded and without accents, each with its place in the text.
///
/// Letters (with `_`), digits and signs are apart: "24h" is two tokens. Apostrophes, and hyphens inside a compound
/// ("first-party"), only separate. The plain form is for comparing, never for showing.
#[derive(Debug, Clone, Default)]
pub struct Tokens<'a> {
    text: &'a str,
    /// The plain forms of the words that the text writes otherwise, with capitals or accents. Most it writes plainly.
    changed: String,
    all: Vec<Token>,
}

#[derive(Debug, Clone)]
struct Token {
    /// Its place in the text.
    source: Range<usize>,
    /// The place of its plain form among the changed ones. `None` where the text has it as it is.
    changed: Option<Range<usize>>,
    /// See [`hash`].
    hash: u64,
    /// See [`opening`].
    opening: u16,
}

impl<'a> Tokens<'a> {
    /// Cuts a text.
    pub fn of(text: &'a str) -> Self {
        Self::first(text, usize::MAX)
    }

    /// Cuts a text until it has given this many tokens: whoever asks whether a text is short need not read a long one.
    pub fn first(text: &'a str, most: usize) -> Self {
        let room = text.len() / 5 + 1;
        let mut cut = Self { text, changed: String::new(), all: Vec::with_capacity(room.min(most)) };
        let mut open: Option<Class> = None;
        let mut before = ' ';
        let mut at = 0;
        while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
            // Nearly all text is runs of plain letters between spaces: these need no look at each character's neighbours.
            if let Some(run) = Run::of(rest) {
                let joins = open == Some(run.class);
                if !joins && cut.all.len() == most {
                    break;
                }
                let place = at..at + run.length;
                (open, before, at) = (Some(run.class), run.last, place.end);
                cut.add(joins, place, run.is_plain);
                // What mostly follows.
                if rest.get(run.length) == Some(&b' ') {
                    (open, before, at) = (None, ' ', at + 1);
                }
                continue;
            }
            let mut characters = text.get(at..).unwrap_or_default().chars();
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
                if !joins && cut.all.len() == most {
                    break;
                }
                cut.add(joins, place, character.is_ascii());
            }
            open = class;
        }
        let Self { changed, all, .. } = &mut cut;
        for token in all {
            let plain = token.plain(text, changed);
            (token.hash, token.opening) = (hash(plain), opening(plain));
        }
        cut
    }

    /// A stretch of the text is more of the last token, or a token; `is_plain` tells whether it is its own plain form.
    fn add(&mut self, joins: bool, place: Range<usize>, is_plain: bool) {
        let written = self.text.get(place.clone()).unwrap_or_default();
        let last = self.all.last_mut().filter(|_| joins);
        match last {
            Some(last) if is_plain && last.changed.is_none() && last.source.end == place.start => {
                last.source.end = place.end;
            }
            Some(last) => {
                let from = room(&mut self.changed, self.text);
                let changed = last.changed.get_or_insert_with(|| {
                    self.changed.push_str(self.text.get(last.source.clone()).unwrap_or_default());
                    from..from
                });
                push_plain(written, &mut self.changed);
                changed.end = self.changed.len();
                last.source.end = place.end;
            }
            None if is_plain => self.all.push(Token { source: place, changed: None, hash: 0, opening: 0 }),
            None => {
                let from = room(&mut self.changed, self.text);
                push_plain(written, &mut self.changed);
                let changed = Some(from..self.changed.len());
                self.all.push(Token { source: place, changed, hash: 0, opening: 0 });
            }
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The plain form of a token; empty beyond the last.
    pub fn plain(&self, index: usize) -> &str {
        self.all.get(index).map_or("", |token| token.plain(self.text, &self.changed))
    }

    /// The [`hash`] of a token's plain form.
    pub fn hash(&self, index: usize) -> u64 {
        self.all.get(index).map_or(0, |token| token.hash)
    }

    /// The [`opening`] of a token's plain form.
    pub fn opening(&self, index: usize) -> u16 {
        self.all.get(index).map_or(0, |token| token.opening)
    }

    /// The place in the text from one token to another (the second excluded); empty when there are none.
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.all.get(tokens.start).map(|token| token.source.start);
        let end = tokens.end.checked_sub(1).and_then(|last| self.all.get(last)).map(|token| token.source.end);
        start.zip(end).map_or(0..0, |(start, end)| start..end.max(start))
    }

    /// Whether a token is made of letters.
    pub fn is_word(&self, index: usize) -> bool {
        self.plain(index).starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

impl Token {
    fn plain<'a>(&self, text: &'a str, changed: &'a str) -> &'a str {
        match &self.changed {
            Some(place) => changed.get(place.clone()),
            None => text.get(self.source.clone()),
        }
        .unwrap_or_default()
    }
}

/// Where the next changed word begins. A text has room for its few ones at once.
fn room(changed: &mut String, text: &str) -> usize {
    const FEW: usize = 64;
    if changed.is_empty() {
        changed.reserve(text.len().min(FEW));
    }
    changed.len()
}

/// A number for a word, by which lists of words are looked up: equal words have equal ones, and other words mostly
/// another. (The multiplier is that of `rustc-hash`.)
pub fn hash(word: &str) -> u64 {
    const MULTIPLIER: u64 = 0xf135_7aea_2e62_a9c5;
    let mix = |hash: u64, eight: u64| (hash.rotate_left(26) ^ eight).wrapping_mul(MULTIPLIER);
    let mut hash = word.len() as u64;
    let mut rest = word.as_bytes();
    while let Some((eight, after)) = rest.split_first_chunk() {
        hash = mix(hash, u64::from_le_bytes(*eight));
        rest = after;
    }
    // Of four bytes or more the last four overlap the first: two looks at memory instead of one a byte.
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    let eight = match (rest.first_chunk(), rest.last_chunk()) {
        (Some(first), Some(last)) => four(first) << 32 | four(last),
        _ => rest.iter().fold(0, |eight, byte| eight << 8 | u64::from(*byte)),
    };
    hash = mix(hash, eight);
    hash ^ hash >> 32
}

/// The first two bytes of a word as a number.
pub fn opening(word: &str) -> u16 {
    word.as_bytes().first_chunk().map_or(0, |[first, second]| u16::from(*first) * 37 + u16::from(*second))
}

/// ASCII letters or digits that some bytes begin with.
struct Run {
    class: Class,
    length: usize,
    /// The last of them.
    last: char,
    /// Whether none is a capital.
    is_plain: bool,
}

const LETTER: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;

/// What each byte is, where it is an ASCII letter or digit.
#[expect(clippy::indexing_slicing, reason = "the compiler works it out")]
const BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        bytes[byte as usize] = match byte {
            b'a'..=b'z' | b'_' => LETTER,
            b'A'..=b'Z' => LETTER | CAPITAL,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    bytes
};

impl Run {
    /// `None` when the bytes begin otherwise.
    fn of(bytes: &[u8]) -> Option<Self> {
        let kind = |byte: u8| BYTES.get(usize::from(byte)).copied().unwrap_or_default();
        let first = kind(*bytes.first()?);
        let class = if first & LETTER != 0 { Class::Letter } else { Class::Digit };
        let (alike, mut seen, mut length) = (first & (LETTER | DIGIT), 0, 0_usize);
        for byte in bytes {
            let kind = kind(*byte);
            if kind & alike == 0 {
                break;
            }
            seen |= kind;
            length += 1;
        }
        let last = char::from(*bytes.get(length.checked_sub(1)?)?);
        Some(Self { class, length, last, is_plain: seen & CAPITAL == 0 })
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
