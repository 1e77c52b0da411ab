//! Looking phrases up: the longest phrase that begins at a word, the phrase a whole cell is.

use super::{Index, Role};
use crate::text::{self, Tokens};
use std::collections::BTreeMap;
use std::ops::{Bound, Range};

/// Phrases with a meaning each, found by their first word.
#[derive(Debug)]
pub struct Phrases<T> {
    /// First word → the words after it and the meaning; the longest first, then in the order given.
    by_first: BTreeMap<String, Vec<(Vec<String>, T)>>,
    /// Beginnings of words ("statisti-"), which match when no phrase does.
    beginnings: BTreeMap<String, T>,
    /// What tells most words of a page that nothing here begins with them.
    shapes: Shapes,
}

/// The shapes of some words, by which most others are told apart without comparing them.
#[derive(Debug, Default)]
struct Shapes {
    /// One bit for first byte and length of the first words.
    words: [u64; 8],
    /// One bit for the first byte of the beginnings.
    beginnings: [u64; 4],
}

impl Shapes {
    fn of<'a>(words: impl Iterator<Item = &'a String>, beginnings: impl Iterator<Item = &'a String>) -> Self {
        let mut shapes = Self::default();
        for word in words {
            set(&mut shapes.words, Self::of_word(word));
        }
        for beginning in beginnings {
            set(&mut shapes.beginnings, first_byte(beginning));
        }
        shapes
    }

    fn of_word(word: &str) -> usize {
        first_byte(word) * 7 + word.len() * 37
    }

    fn may_be_word(&self, word: &str) -> bool {
        is_set(&self.words, Self::of_word(word))
    }

    fn may_begin(&self, word: &str) -> bool {
        is_set(&self.beginnings, first_byte(word))
    }
}

fn first_byte(word: &str) -> usize {
    word.as_bytes().first().map_or(0, |byte| usize::from(*byte))
}

fn set(bits: &mut [u64], bit: usize) {
    let length = bits.len();
    if let Some(place) = bits.get_mut(bit / 64 % length) {
        *place |= 1 << (bit % 64);
    }
}

fn is_set(bits: &[u64], bit: usize) -> bool {
    bits.get(bit / 64 % bits.len()).is_some_and(|place| place >> (bit % 64) & 1 == 1)
}

/// A phrase found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<T> {
    /// Which tokens it covers.
    pub tokens: Range<usize>,
    /// What it means.
    pub meaning: T,
}

impl<T: Copy> Phrases<T> {
    /// Indexes phrases by their meaning. Where one phrase has two meanings, the first given comes first.
    pub(super) fn of<'a>(given: impl IntoIterator<Item = (T, impl IntoIterator<Item = &'a String>)>) -> Self {
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, T)>> = BTreeMap::new();
        let mut beginnings = BTreeMap::new();
        for (meaning, phrases) in given {
            for phrase in phrases {
                if let Some(beginning) = phrase.strip_suffix('-').filter(|beginning| beginning.len() > 1) {
                    beginnings.entry(text::plain(beginning)).or_insert(meaning);
                    continue;
                }
                let mut words = words(phrase).into_iter();
                if let Some(first) = words.next() {
                    by_first.entry(first).or_default().push((words.collect(), meaning));
                }
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        let shapes = Shapes::of(by_first.keys(), beginnings.keys());
        Self { by_first, beginnings, shapes }
    }

    /// The longest phrase that begins at a token.
    pub fn longest(&self, tokens: &Tokens, at: usize) -> Option<Match<T>> {
        self.beginning(tokens, at).next().or_else(|| {
            let meaning = self.word_beginning(tokens.plain(at))?;
            Some(Match { tokens: at..at + 1, meaning })
        })
    }

    /// Whether a word begins as listed ("statisti-"): such words are sure on their own.
    pub fn begins(&self, word: &str) -> bool {
        self.word_beginning(word).is_some()
    }

    /// The meaning of the longest listed beginning of a word.
    fn word_beginning(&self, word: &str) -> Option<T> {
        if !self.shapes.may_begin(word) {
            return None;
        }
        let before = self.beginnings.range::<str, _>((Bound::Unbounded, Bound::Included(word))).rev().take(3);
        before.into_iter().find(|(beginning, _)| word.starts_with(beginning.as_str())).map(|(_, meaning)| *meaning)
    }

    /// Every phrase that begins at a token, the longest first.
    pub fn beginning<'a>(&'a self, tokens: &'a Tokens, at: usize) -> impl Iterator<Item = Match<T>> + 'a {
        let first = Some(tokens.plain(at)).filter(|first| self.shapes.may_be_word(first));
        first.and_then(|first| self.by_first.get(first)).into_iter().flatten().filter_map(move |(rest, meaning)| {
            let fits = rest.iter().enumerate().all(|(place, word)| tokens.plain(at + 1 + place) == word);
            fits.then(|| Match { tokens: at..at + 1 + rest.len(), meaning: *meaning })
        })
    }

    /// All phrases of a text, from its beginning, the longest at each place, none overlapping another.
    pub fn all(&self, tokens: &Tokens) -> Vec<Match<T>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.longest(tokens, at) {
                Some(phrase) => {
                    at = phrase.tokens.end;
                    found.push(phrase);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The meanings of the phrase that these tokens are, no word more, no word less.
    pub fn whole(&self, tokens: &Tokens, range: Range<usize>) -> Vec<T> {
        self.beginning(tokens, range.start)
            .filter(|phrase| phrase.tokens == range)
            .map(|phrase| phrase.meaning)
            .collect()
    }
}

/// The plain words of a phrase, without the signs at its ends.
fn words(phrase: &str) -> Vec<String> {
    let tokens = Tokens::of(phrase);
    let range = trim(&tokens, 0..tokens.len());
    let range = if range.is_empty() { 0..tokens.len() } else { range };
    range.map(|index| tokens.plain(index).to_owned()).collect()
}

/// The tokens without the signs at both ends.
fn trim(tokens: &Tokens, mut range: Range<usize>) -> Range<usize> {
    let is_sign = |index: usize| !tokens.plain(index).starts_with(char::is_alphanumeric) && !tokens.is_word(index);
    while !range.is_empty() && is_sign(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && is_sign(range.end - 1) {
        range.end -= 1;
    }
    range
}

/// The roles of a header cell; see [`super::Languages::roles`].
pub(super) fn roles(indices: impl Iterator<Item = &'static Index>, header: &str) -> Vec<Role> {
    let tokens = Tokens::of(header);
    if tokens.is_empty() || tokens.len() > 24 {
        return Vec::new();
    }
    let whole = trim(&tokens, 0..tokens.len());
    let mut roles = Vec::new();
    let between_joints = parts(&tokens, whole.clone(), JOINTS);
    for index in indices {
        add(&mut roles, index.columns.whole(&tokens, whole.clone()));
        if roles.is_empty() {
            for part in &between_joints {
                add(&mut roles, index.columns.whole(&tokens, part.clone()));
            }
        } else {
            for part in parts(&tokens, whole.clone(), &["/"]) {
                add(&mut roles, index.columns.whole(&tokens, part));
            }
        }
        if !roles.is_empty() {
            break;
        }
    }
    roles
}

fn add(roles: &mut Vec<Role>, found: Vec<Role>) {
    for role in found {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
}

/// Between the parts of a composite header.
const JOINTS: &[&str] = &[
    "/", "&", ",", "(", ")", ":", ";", "|", "+", "–", "-", "et", "and", "und", "y", "e", "en", "a", "i", "og", "ja",
    "och", "ou", "or", "oder", "o", "of",
];

/// The bytes of the longest joint.
const LONGEST_JOINT: usize = 4;

/// The parts of a composite header: between signs, and between the words for "and" and "or".
fn parts(tokens: &Tokens, whole: Range<usize>, joints: &[&str]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = whole.start;
    for at in whole.clone() {
        let word = tokens.plain(at);
        if word.len() <= LONGEST_JOINT && joints.contains(&word) {
            parts.push(from..at);
            from = at + 1;
        }
    }
    parts.push(from..whole.end);
    parts.retain(|part| !part.is_empty() && *part != whole);
    parts
}
