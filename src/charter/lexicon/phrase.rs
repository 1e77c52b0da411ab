//! Looking phrases up: the longest phrase that begins at a word, the phrase a whole cell is.

use super::filter::Filter;
use super::{Index, List, Role};
use crate::text::{self, Tokens};
use std::cmp::Reverse;
use std::ops::Range;

/// Phrases with a meaning each, found by their first two words.
#[derive(Debug)]
pub struct Phrases<T> {
    /// By the shelf of their [`key`]; on one shelf the longest first, then in the order given.
    shelved: Vec<Phrase<T>>,
    /// Where each shelf begins among them, and where the last ends.
    shelves: Vec<u32>,
    /// Beginnings of words ("statisti-"), sorted, which match when no phrase does.
    beginnings: Vec<(&'static str, T)>,
    /// What tells most words of a page that no phrase begins with them.
    firsts: Filter<128>,
    /// What tells most words of a page that they begin otherwise than the beginnings.
    openings: Filter<16>,
}

/// A phrase and what it means.
#[derive(Debug, Clone, Copy)]
struct Phrase<T> {
    /// Plain words, a space between each.
    words: &'static str,
    /// [`text::hash`] of the first.
    first: u64,
    /// See [`key`].
    key: u64,
    /// How many follow the first.
    further: usize,
    meaning: T,
}

impl<T> Phrase<T> {
    fn new(words: &'static str, meaning: T) -> Self {
        let mut hashes = words.split(' ').map(text::hash);
        let (first, second) = (hashes.next().unwrap_or_default(), hashes.next());
        let further = memchr::memchr_iter(b' ', words.as_bytes()).count();
        Self { words, first, key: key(first, second), further, meaning }
    }

    /// Where the phrase ends that begins at a token. `None` when another stands there.
    fn end(&self, tokens: &Tokens, at: usize) -> Option<usize> {
        let (mut rest, mut end) = (self.words, at);
        loop {
            rest = rest.strip_prefix(tokens.plain(end))?;
            end += 1;
            if rest.is_empty() {
                return Some(end);
            }
            rest = rest.strip_prefix(' ')?;
        }
    }
}

/// Tells which of some lists have a word of a text, or a beginning of one ("ferm-"): of most words, none has.
#[derive(Debug)]
pub struct Stems {
    /// Sorted by their words.
    stems: Vec<Stem>,
    /// What tells most words of a page that they begin otherwise.
    openings: Filter<16>,
}

/// A word, or a beginning of words.
#[derive(Debug)]
struct Stem {
    letters: &'static str,
    is_beginning: bool,
    /// A bit for each list that has it.
    lists: u64,
}

impl Stems {
    /// How many lists there may be.
    pub(super) const MOST_LISTS: usize = u64::BITS as usize;

    /// The stems of some lists.
    pub(super) fn of(given: impl Iterator<Item = List>) -> Self {
        let bits = (0..u64::BITS).map(|place| 1 << place);
        let stems = bits.zip(given).flat_map(|(lists, list)| {
            list.iter().map(move |stem| match stem.strip_suffix('-') {
                Some(letters) => Stem { letters, is_beginning: true, lists },
                None => Stem { letters: stem, is_beginning: false, lists },
            })
        });
        let mut stems: Vec<Stem> = stems.collect();
        stems.sort_by_key(|stem| stem.letters);
        let openings = Filter::of(stems.iter().map(|stem| text::opening(stem.letters).into()));
        Self { stems, openings }
    }

    /// The places of the lists that have one of the words of a text.
    pub fn lists(&self, tokens: &Tokens) -> impl Iterator<Item = usize> + use<> {
        let may_be = |at: &usize| self.openings.may_hold(tokens.opening(*at).into());
        let words = (0..tokens.len()).filter(may_be).map(|at| tokens.plain(at));
        let lists = words.fold(0_u64, |lists, word| lists | self.having(word));
        // Mostly there are none, or few.
        (0..Self::MOST_LISTS).take_while(move |place| lists >> place != 0).filter(move |place| lists >> place & 1 == 1)
    }

    /// The lists that have a word: in the order of the alphabet its stems stand before it, among those that open alike.
    fn having(&self, word: &str) -> u64 {
        let opening = text::opening(word);
        let end = self.stems.partition_point(|stem| stem.letters <= word);
        let near = self.stems.iter().take(end).rev().take_while(|stem| text::opening(stem.letters) == opening);
        let is_of =
            |stem: &&Stem| if stem.is_beginning { word.starts_with(stem.letters) } else { word == stem.letters };
        near.filter(is_of).fold(0, |lists, stem| lists | stem.lists)
    }
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
    /// Indexes phrases of a [`super::List`]. Where one phrase has two meanings, the first given comes first.
    pub(super) fn of(given: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut phrases = Vec::new();
        let mut beginnings = Vec::new();
        for (words, meaning) in given {
            if let Some(beginning) = words.strip_suffix('-').filter(|beginning| !beginning.is_empty()) {
                beginnings.push((beginning, meaning));
                continue;
            }
            phrases.push(Phrase::new(words, meaning));
        }
        let firsts = Filter::of(phrases.iter().map(|phrase| phrase.first));
        let (shelved, shelves) = shelve(phrases);
        beginnings.sort_by_key(|(beginning, _)| *beginning);
        beginnings.dedup_by_key(|(beginning, _)| *beginning);
        let openings = Filter::of(beginnings.iter().map(|(beginning, _)| text::opening(beginning).into()));
        Self { shelved, shelves, beginnings, firsts, openings }
    }

    /// The longest phrase that begins at a token.
    #[inline]
    pub fn longest(&self, tokens: &Tokens, at: usize) -> Option<Match<T>> {
        let may_begin = self.may_begin(tokens, at) || self.openings.may_hold(tokens.opening(at).into());
        if may_begin { self.longest_of(tokens, at) } else { None }
    }

    /// Whether a phrase begins at one of some tokens.
    pub fn holds(&self, tokens: &Tokens, within: Range<usize>) -> bool {
        self.each(tokens, within).next().is_some()
    }

    /// The longest phrase that begins at each of some tokens, though it may overlap another.
    pub fn each<'a>(&'a self, tokens: &'a Tokens, within: Range<usize>) -> impl Iterator<Item = Match<T>> + 'a {
        // Most words begin none: nothing else is asked of them.
        let may_begin = |(_, hash, opening): &(usize, u64, u16)| {
            self.firsts.may_hold(*hash) || self.openings.may_hold((*opening).into())
        };
        tokens.keys(within).filter(may_begin).filter_map(|(at, ..)| self.longest_of(tokens, at))
    }

    /// See [`Phrases::longest`], of the few words that may begin one.
    #[cold]
    fn longest_of(&self, tokens: &Tokens, at: usize) -> Option<Match<T>> {
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
        if !self.openings.may_hold(text::opening(word).into()) {
            return None;
        }
        let end = self.beginnings.partition_point(|(beginning, _)| *beginning <= word);
        let before = self.beginnings.get(..end)?.iter().rev().take(3);
        before.into_iter().find(|(beginning, _)| word.starts_with(beginning)).map(|(_, meaning)| *meaning)
    }

    /// Whether a phrase may begin at a token. Never false where one does.
    #[inline]
    pub fn may_begin(&self, tokens: &Tokens, at: usize) -> bool {
        self.firsts.may_hold(tokens.hash(at))
    }

    /// Every phrase that begins at a token, the longest first.
    #[inline]
    pub fn beginning<'a>(&'a self, tokens: &'a Tokens, at: usize) -> impl Iterator<Item = Match<T>> + 'a {
        // Most words begin none: they are told apart before anything is looked up.
        self.may_begin(tokens, at).then(|| self.known_beginning(tokens, at)).into_iter().flatten()
    }

    /// See [`Phrases::beginning`], of the few words that may begin one.
    fn known_beginning<'a>(&'a self, tokens: &'a Tokens, at: usize) -> impl Iterator<Item = Match<T>> + 'a {
        let first = tokens.hash(at);
        let second = (at + 1 < tokens.len()).then(|| tokens.hash(at + 1));
        // One word is shorter than any two.
        let keys = [second.map(|second| key(first, Some(second))), Some(key(first, None))];
        let known =
            keys.into_iter().flatten().flat_map(|key| self.shelf(key).iter().filter(move |phrase| phrase.key == key));
        known.filter_map(move |phrase| {
            phrase.end(tokens, at).map(|end| Match { tokens: at..end, meaning: phrase.meaning })
        })
    }

    /// The phrases among which those with a key are.
    fn shelf(&self, key: u64) -> &[Phrase<T>] {
        let shelf = shelf(key, self.shelves.len());
        let Some([from, to]) = self.shelves.get(shelf..).and_then(|rest| rest.first_chunk()) else { return &[] };
        self.shelved.get(*from as usize..*to as usize).unwrap_or_default()
    }

    /// All phrases of a text, from its beginning, the longest at each place, none overlapping another.
    pub fn all(&self, tokens: &Tokens) -> Vec<Match<T>> {
        let mut found: Vec<Match<T>> = Vec::new();
        for phrase in self.each(tokens, 0..tokens.len()) {
            if found.last().is_none_or(|last| last.tokens.end <= phrase.tokens.start) {
                found.push(phrase);
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

/// The number by which phrases are found, of the hashes of their first word and of the second, if they have one.
fn key(first: u64, second: Option<u64>) -> u64 {
    second.map_or(first, |second| first.rotate_left(1) ^ second)
}

/// The shelf of a key, of as many shelves as there are ends less one: a power of two.
fn shelf(key: u64, ends: usize) -> usize {
    usize::try_from(key & (ends.max(2) as u64 - 2)).unwrap_or_default()
}

/// Phrases on their shelves, one shelf a phrase on average, and where each begins and the last ends.
fn shelve<T: Copy>(given: Vec<Phrase<T>>) -> (Vec<Phrase<T>>, Vec<u32>) {
    let mut ends = vec![0_u32; given.len().next_power_of_two() + 1];
    let count = ends.len();
    for phrase in &given {
        if let Some(end) = ends.get_mut(shelf(phrase.key, count)) {
            *end += 1;
        }
    }
    let mut end = 0;
    for shelf in &mut ends {
        end += std::mem::take(shelf);
        *shelf = end;
    }
    // Each is put before those that are there already, the last given first.
    let mut starts = ends;
    let mut phrases = given.clone();
    for phrase in given.into_iter().rev() {
        let Some(start) = starts.get_mut(shelf(phrase.key, count)) else { continue };
        *start -= 1;
        if let Some(place) = phrases.get_mut(*start as usize) {
            *place = phrase;
        }
    }
    for pair in starts.windows(2) {
        if let [from, to] = pair
            && from + 1 < *to
            && let Some(shelf) = phrases.get_mut(*from as usize..*to as usize)
        {
            shelf.sort_by_key(|phrase| Reverse(phrase.further));
        }
    }
    (phrases, starts)
}

/// Longer texts are no headers.
const MOST_WORDS: usize = 24;

/// The roles of a header cell; see [`super::Languages::roles`].
pub(super) fn roles(indices: impl Iterator<Item = &'static Index>, header: &str) -> Vec<Role> {
    let tokens = Tokens::first(header, MOST_WORDS + 1);
    if tokens.is_empty() || tokens.len() > MOST_WORDS {
        return Vec::new();
    }
    let whole = tokens.without_signs(0..tokens.len());
    let mut roles = Vec::new();
    let mut joined = None;
    for index in indices {
        // Most cells of a page are no headers: no header begins with any of their words.
        if !whole.clone().any(|at| index.columns.firsts.may_hold(tokens.hash(at))) {
            continue;
        }
        // "Ad" is a name on a Turkish page, and no word of a header on others.
        let is_guess = index.lexicons.len() > 1;
        let is_short = |range: &Range<usize>| range.len() == 1 && tokens.plain(range.start).chars().nth(2).is_none();
        let told = |range: &Range<usize>| {
            if is_guess && is_short(range) { Vec::new() } else { index.columns.whole(&tokens, range.clone()) }
        };
        add(&mut roles, told(&whole));
        if roles.is_empty() {
            for part in joined.get_or_insert_with(|| parts(&tokens, whole.clone(), JOINTS)) {
                add(&mut roles, told(part));
            }
        } else {
            for part in parts(&tokens, whole.clone(), &["/"]) {
                add(&mut roles, told(&part));
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
    "och", "ou", "or", "oder", "o", "of", "in", "es", "ir", "un", "si", "и", "і", "та", "ve", "eta", "dhe",
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
