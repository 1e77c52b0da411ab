//! A text as the words, numbers and signs that are compared with those of lists.

use super::pieces::{Class, Piece, pieces};
use super::push_plain;
use std::borrow::Cow;
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

/// As small as can be: a page has many, and most are soon forgotten.
#[derive(Debug, Clone)]
struct Token {
    /// See [`hash`].
    hash: u64,
    /// Its place in the text.
    source: Place,
    /// The place of its plain form among the changed ones. `None` where the text has it as it is.
    changed: Option<Place>,
    /// See [`opening`].
    opening: u16,
    class: Class,
}

/// A stretch of a text of less than 4 GB.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    end: u32,
}

impl Place {
    fn new(start: usize, end: usize) -> Self {
        let at = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Self { start: at(start), end: at(end) }
    }

    fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
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

    /// The first of them; see [`Tokens::first`].
    pub fn beginning(&self, most: usize) -> Cow<'_, Self> {
        if self.len() <= most {
            return Cow::Borrowed(self);
        }
        let all = self.all.get(..most).unwrap_or_default().to_vec();
        Cow::Owned(Self { text: self.text, changed: self.changed.clone(), all })
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

    #[inline]
    fn add(&mut self, piece: Piece) {
        let source = Place::new(piece.place.start, piece.place.end);
        if piece.joins {
            self.join(source, piece.is_plain);
            return;
        }
        let changed = (!piece.is_plain).then(|| self.change(source));
        self.all.push(Token { hash: 0, source, changed, opening: 0, class: piece.class });
    }

    /// Adds to the last token what follows it, perhaps behind what is never seen. Most tokens are added whole: what others
    /// need is kept out of their way.
    #[inline(never)]
    fn join(&mut self, more: Place, is_plain: bool) {
        let Some(last) = self.all.last_mut() else { return };
        let source = Place { start: last.source.start, end: more.end };
        let goes_on = is_plain && last.changed.is_none() && last.source.end == more.start;
        let (before, seen) = (last.changed, std::mem::replace(&mut last.source, source));
        if !goes_on {
            let start = before.unwrap_or_else(|| self.change(seen)).start;
            let end = self.change(more).end;
            if let Some(last) = self.all.last_mut() {
                last.changed = Some(Place { start, end });
            }
        }
    }

    /// Adds the plain form of a stretch of the text to the changed ones. Of most words none is needed.
    #[inline(never)]
    fn change(&mut self, source: Place) -> Place {
        if self.changed.is_empty() {
            self.changed.reserve(self.text.len());
        }
        let start = self.changed.len();
        push_plain(source.of(self.text), &mut self.changed);
        Place::new(start, self.changed.len())
    }

    /// The text they were cut from.
    pub fn text(&self) -> &'a str {
        self.text
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

    /// The places of some tokens, each with the [`hash`] and the [`opening`] of its plain form.
    #[inline]
    pub fn keys(&self, within: Range<usize>) -> impl Iterator<Item = (usize, u64, u16)> {
        let tokens = self.all.get(within.start..within.end.min(self.all.len())).unwrap_or_default();
        tokens.iter().zip(within.start..).map(|(token, at)| (at, token.hash, token.opening))
    }

    /// The place in the text from one token to another (the second excluded); empty when there are none.
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.all.get(tokens.start).map(|token| token.source.start as usize);
        let end = tokens.end.checked_sub(1).and_then(|last| self.all.get(last)).map(|token| token.source.end as usize);
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
    #[inline]
    fn plain<'a>(&self, text: &'a str, changed: &'a str) -> &'a str {
        match self.changed {
            Some(place) => place.of(changed),
            None => self.source.of(text),
        }
    }
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
            for first in [Tokens::first(text, most), all.beginning(most).into_owned()] {
                assert_eq!(first.len(), most);
                for at in 0..most {
                    assert_eq!((first.plain(at), first.span(at..at + 1)), (all.plain(at), all.span(at..at + 1)));
                }
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
