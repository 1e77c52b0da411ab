//! Where the words, numbers and signs of a text begin and end.

use super::{is_combining, is_invisible};
use std::ops::Range;

/// A stretch of a text that is a token, or more of the token before it.
pub(super) struct Piece {
    /// Whether it is more of the token before it.
    pub(super) joins: bool,
    pub(super) class: Class,
    pub(super) place: Range<usize>,
    /// Whether it is its own plain form.
    pub(super) is_plain: bool,
}

/// Hands over the pieces of a text, in its order, until one is the last that is wanted.
pub(super) fn pieces(text: &str, mut goes_on: impl FnMut(Piece) -> bool) {
    // What the last piece is, if nothing seen stands between it and the next, and the character before the next.
    let mut open: Option<Class> = None;
    let mut before = ' ';
    let mut at = 0;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        // Nearly all text is runs of letters between spaces: these need no look at each character's neighbours.
        if let Some(run) = Run::of(rest) {
            let place = at..at + run.length;
            let (joins, class) = (open == Some(run.class), run.class);
            at = place.end;
            if rest.get(run.length) == Some(&b' ') {
                (open, before, at) = (None, ' ', at + 1);
            } else {
                let written = text.get(place.clone()).unwrap_or_default();
                (open, before) = (Some(class), written.chars().next_back().unwrap_or(' '));
            }
            if !goes_on(Piece { joins, class, place, is_plain: run.is_plain }) {
                return;
            }
            continue;
        }
        let mut characters = text.get(at..).unwrap_or_default().chars();
        let Some(character) = characters.next() else { return };
        let place = at..at + character.len_utf8();
        at = place.end;
        if is_invisible(character) || is_combining(character) {
            continue;
        }
        let found = Class::of(before, character, characters.next().unwrap_or(' '));
        before = character;
        let joins = found != Some(Class::Sign) && open == found;
        open = found;
        if let Some(class) = found
            && !goes_on(Piece { joins, class, place, is_plain: character.is_ascii() })
        {
            return;
        }
    }
}

/// The letters that some bytes begin with, or the ASCII digits.
struct Run {
    class: Class,
    /// Its bytes.
    length: usize,
    /// Whether it is its own plain form.
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
    #[inline]
    fn of(bytes: &[u8]) -> Option<Self> {
        let kind = |byte: u8| BYTES.get(usize::from(byte)).copied().unwrap_or_default();
        let alike = if kind(*bytes.first()?) & DIGIT == 0 { LETTER } else { DIGIT };
        // What nearly all words are made of.
        let mut length = bytes.iter().take_while(|byte| kind(**byte) == alike).count();
        let mut is_plain = true;
        while let Some(byte) = bytes.get(length) {
            if kind(*byte) & alike != 0 {
                length += 1;
                is_plain &= kind(*byte) == alike;
            } else if alike == LETTER && is_letter(*byte, bytes.get(length + 1)) {
                length += 2;
                is_plain = false;
            } else {
                break;
            }
        }
        let class = if alike == LETTER { Class::Letter } else { Class::Digit };
        (length > 0).then_some(Self { class, length, is_plain })
    }
}

/// Whether two bytes are a letter: of Latin from À to ſ, of Greek from ά to ώ, of Cyrillic from Ѐ to ѿ.
fn is_letter(first: u8, second: Option<&u8>) -> bool {
    match (first, second) {
        // × and ÷
        (0xc3, Some(second)) => !matches!(second, 0x97 | 0xb7),
        (0xc4 | 0xc5 | 0xd0 | 0xd1, _) => true,
        (0xce, Some(second)) => *second >= 0xac,
        (0xcf, Some(second)) => *second <= 0x8e,
        _ => false,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
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

#[cfg(test)]
mod tests {
    use super::is_letter;

    #[test]
    fn letters_of_two_bytes_are_alphabetic() {
        for letter in '\u{80}'..'\u{800}' {
            let mut bytes = [0; 2];
            letter.encode_utf8(&mut bytes);
            assert!(!is_letter(bytes[0], bytes.get(1)) || letter.is_alphabetic(), "{letter}");
        }
    }
}
