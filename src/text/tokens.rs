//! A text as the words, numbers and signs that are compared with those of lists.

use super::pieces::{Class, Piece, pieces};
use super::push_plain;
use std::ops::Range;

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
    class: Class,
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

    /// Cuts a text until it has given this many tokens: whoever asks what a text begins with need not read a long one.
    pub fn first(text: &'a str, most: usize) -> Self {
        let room = text.len() / 5 + 1;
        let mut cut = Self { text, changed: String::new(), all: Vec::with_capacity(room.min(most)) };
        pieces(text, |piece| {
            let is_full = !piece.joins && cut.all.len() == most;
            if !is_full {
                cut.add(piece);
            }
            !is_full
        });
        let Self { changed, all, .. } = &mut cut;
        for token in all {
            let plain = token.plain(text, changed);
            (token.hash, token.opening) = (hash(plain), opening(plain));
        }
        cut
    }

    /// Whether a text has no more tokens than so many.
    pub fn at_most(text: &str, most: usize) -> bool {
        Self::count(text, most.saturating_add(1)) <= most
    }

    /// How many tokens a text has, counted up to a number: whoever asks whether a text is short need not cut it.
    pub fn count(text: &str, most: usize) -> usize {
        let mut count = 0;
        pieces(text, |piece| {
            let is_full = !piece.joins && count == most;
            count += usize::from(!piece.joins && !is_full);
            !is_full
        });
        count
    }

    fn add(&mut self, Piece { joins, class, place, is_plain }: Piece) {
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
                if is_plain {
                    self.changed.push_str(written);
                } else {
                    push_plain(written, &mut self.changed);
                }
                changed.end = self.changed.len();
                last.source.end = place.end;
            }
            None if is_plain => self.all.push(Token { source: place, changed: None, class, hash: 0, opening: 0 }),
            None => {
                let from = room(&mut self.changed, self.text);
                push_plain(written, &mut self.changed);
                let changed = Some(from..self.changed.len());
                self.all.push(Token { source: place, changed, class, hash: 0, opening: 0 });
            }
        }
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The plain form of a token; empty beyond the last.
    #[inline]
    pub fn plain(&self, index: usize) -> &str {
        self.all.get(index).map_or("", |token| token.plain(self.text, &self.changed))
    }

    /// The [`hash`] of a token's plain form.
    #[inline]
    pub fn hash(&self, index: usize) -> u64 {
        self.all.get(index).map_or(0, |token| token.hash)
    }

    /// The [`opening`] of a token's plain form.
    #[inline]
    pub fn opening(&self, index: usize) -> u16 {
        self.all.get(index).map_or(0, |token| token.opening)
    }

    /// The place in the text from one token to another (the second excluded); empty when there are none.
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.all.get(tokens.start).map(|token| token.source.start);
        let end = tokens.end.checked_sub(1).and_then(|last| self.all.get(last)).map(|token| token.source.end);
        start.zip(end).map_or(0..0, |(start, end)| start..end.max(start))
    }

    /// A range of tokens without the signs at its ends.
    pub fn without_signs(&self, mut range: Range<usize>) -> Range<usize> {
        let is_sign = |index: usize| !self.plain(index).starts_with(char::is_alphanumeric) && !self.is_word(index);
        while !range.is_empty() && is_sign(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && is_sign(range.end - 1) {
            range.end -= 1;
        }
        range
    }

    /// Whether a token is made of letters.
    #[inline]
    pub fn is_word(&self, index: usize) -> bool {
        self.all.get(index).is_some_and(|token| token.class == Class::Letter)
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

#[cfg(test)]
mod tests {
    use super::Tokens;

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
    fn letters_have_accents_and_capitals() {
        check("Été naïf×2, ŒUVRE ΣΚΟΠΟΣ ώρα Срок", &["ete", "naif", "×", "2", ",", "oeuvre", "σκοποσ", "ωρα", "срок"]);
    }

    #[test]
    fn counting_is_cutting() {
        let text = "Durée de vie_2 : 24h, l’éditeur — x";
        for most in 0..=Tokens::of(text).len() + 1 {
            assert_eq!(Tokens::count(text, most), Tokens::first(text, most).len());
            assert_eq!(Tokens::at_most(text, most), Tokens::of(text).len() <= most);
        }
    }

    #[test]
    fn a_span_leads_back_to_the_text() {
        let text = "Durée : 1\u{a0}année.";
        let tokens = Tokens::of(text);
        assert_eq!(text.get(tokens.span(2..4)), Some("1\u{a0}année"));
    }
}
