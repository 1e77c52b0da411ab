//! A declared lifetime: "13 mois", "1 an", "Session" → a length of time.
//!
//! A cell or a sentence comes in with the languages of its page; a [`Length`] goes out. What is accepted:
//!
//! ```
//! use cookie_charter::charter::{lexicon::Languages, lifetime::{self, Length}};
//!
//! let read = |text| match lifetime::parse(text, Languages::of(Some("fr")), None) {
//!     Some(Length::Seconds(seconds)) => seconds.to_string(),
//!     Some(Length::Session(_)) => "session".to_owned(),
//!     Some(Length::Unbounded(_)) => "unbounded".to_owned(),
//!     None => "none".to_owned(),
//! };
//! for (text, seconds) in [
//!     ("13 mois", "34186698"),
//!     ("treize mois", "34186698"),
//!     ("treize (13) mois", "34186698"),
//!     ("13 mois (renouvelé à chaque visite)", "34186698"),
//!     ("1 an 1 mois 4 jours", "34532298"),              // the parts of a sum are added
//!     ("un an et demi", "47335428"),
//!     ("1,5 an", "47335428"),
//!     ("de 3 à 6 mois", "15778476"),                    // of a range, the upper bound
//!     ("jusqu’à 2 ans", "63113904"),
//!     ("1 000 jours", "86400000"),
//!     ("24h", "86400"),
//!     ("30 min", "1800"),
//!     ("un semestre", "15778476"),
//!     ("PT30M", "1800"),                                // as programs write it
//!     ("11 months 30 days", "31519206"),                // English in a French page
//!     ("1 Jahr", "31556952"),                           // and any other language of the lexicon
//!     ("Session", "session"),
//!     ("à la fermeture du navigateur", "session"),
//!     ("Persistant", "unbounded"),
//!     ("Persistant (2 ans)", "63113904"),               // a figure beats the word
//!     ("jusqu’à suppression manuelle", "unbounded"),
//!     ("2038-01-19", "unbounded"),                      // the end of 32-bit time means "never"
//!     ("09/05/2027", "none"),                           // any other date says nothing about a length
//!     ("aucune", "none"),
//!     ("365", "none"),                                  // unless the header names the unit
//! ] {
//!     assert_eq!(read(text), seconds, "{text}");
//! }
//! ```

mod iso;
mod reading;
mod respective;

use super::kind;
use super::lexicon::{Index, Joint, Languages, Time};
use crate::text::Tokens;
use reading::{Reading, read};
pub(super) use respective::{are_times, listed, respective, with_others};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How long a charter says that a cookie is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lifetime {
    /// The page's own words.
    pub as_written: String,
    /// Their meaning: `{"session": true}`, `{"seconds": N}` or `{"unbounded": true}`.
    #[serde(flatten)]
    pub length: Length,
}

/// A length of time. A month is 2 629 746 seconds, a year 31 556 952 (means of the Gregorian calendar).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Length {
    /// Until the browser is closed.
    Session(True),
    /// A number of seconds; the upper bound when a range was given.
    Seconds(u64),
    /// "Persistent", "until deleted", without a figure.
    Unbounded(True),
}

/// Reads a lifetime cell. `None` when it gives none ("aucune", a date, words without a length).
///
/// `unit` is what the header says of bare numbers ([`unit()`]); without it a bare number is no lifetime.
pub fn parse(text: &str, languages: Languages, unit: Option<Unit>) -> Option<Length> {
    if let Some(seconds) = iso::seconds(text.trim()) {
        return Some(Length::Seconds(seconds));
    }
    let tokens = Tokens::of(text);
    let reading = best(&tokens, languages);
    let figure = reading.figures(&tokens).into_iter().next().map(|(length, _)| length);
    figure
        .or_else(|| reading.phrase(Time::Session).map(|_| Length::Session(True)))
        .or_else(|| reading.bare(&tokens, unit))
        .or_else(|| {
            let forever = reading.phrase(Time::Unbounded).is_some() || reading.is_end_of_time(&tokens);
            forever.then_some(Length::Unbounded(True))
        })
}

/// Reads a cell of several lifetimes ("2 ans / 24h", "Session, 1 an", for two "2 ans et 24h"), one a name of the cell
/// beside it, in its order.
pub fn parse_list(text: &str, names: usize, languages: Languages, unit: Option<Unit>) -> Vec<Option<Length>> {
    let listed = respective::listed(text, names, languages);
    if !listed.is_empty() {
        return listed.into_iter().map(|part| parse(part, languages, unit)).collect();
    }
    let is_cut = |character: char| matches!(character, ',' | ';' | '/' | '|' | '\n');
    let has_decimals = text.as_bytes().windows(3).any(|three| matches!(three, [b'0'..=b'9', b',', b'0'..=b'9']));
    text.split(|character| is_cut(character) && !(character == ',' && has_decimals))
        .filter(|part| part.contains(char::is_alphanumeric))
        .map(|part| parse(part, languages, unit))
        .collect()
}

/// Two lengths of time, each with a figure, and a word for "and" between them. `None` when they are one: "1 an et demi",
/// "1 an et 1 mois".
fn joined(text: &str, languages: Languages) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 16;
    let tokens = Tokens::first(text, MOST_WORDS);
    let is_and = |at: usize| {
        let and = |index: &Index| index.joints.longest(&tokens, at).is_some_and(|joint| joint.meaning == Joint::And);
        languages.near().any(and)
    };
    let mut ands = (1..tokens.len()).filter(|at| is_and(*at));
    let (at, None) = (ands.next()?, ands.next()) else { return None };
    let place = tokens.span(at..at + 1);
    let (first, second) = (text.get(..place.start)?, text.get(place.end..)?);
    let is_figure = |part: &str| longest_figure(&Tokens::of(part), languages).is_some();
    // "1 year and 1 month" is a sum; nobody adds hours to months.
    let seconds = |part: &str| unit(part, languages).map(Unit::seconds);
    let is_sum = || seconds(first).zip(seconds(second)).is_none_or(|(one, next)| one > next && next * 61.0 > one);
    // "Between 24 hours and 2 years" is a range.
    let rises = || seconds(first).zip(seconds(second)).is_some_and(|(one, next)| one < next);
    let is_range = || tokens.is_word(0) && rises();
    (is_figure(first) && is_figure(second) && !is_sum() && !is_range()).then_some((first, second))
}

/// The first lifetime of a sentence and where it stands (bytes). `None` when the sentence gives none.
///
/// A figure counts before the words for a session, and these before those for "persistent".
pub fn find(text: &str, languages: Languages) -> Option<(Length, Range<usize>)> {
    let all = find_all(text, languages);
    let of = |wanted: fn(&Length) -> bool| all.iter().find(|(length, _)| wanted(length)).cloned();
    of(|length| matches!(length, Length::Seconds(_)))
        .or_else(|| of(|length| matches!(length, Length::Session(_))))
        .or_else(|| all.first().cloned())
}

/// Every lifetime of a sentence, in its order, and where each stands (bytes).
///
/// "Session" alone counts only where it stands apart ("__cfruid (Session), …"): in prose it is mostly another word's.
pub fn find_all(text: &str, languages: Languages) -> Vec<(Length, Range<usize>)> {
    let tokens = Tokens::of(text);
    let reading = Reading::of(&tokens, &languages.near().collect::<Vec<_>>(), read::Short::Known);
    let mut found = reading.figures(&tokens);
    for (meaning, length) in [(Time::Session, Length::Session(True)), (Time::Unbounded, Length::Unbounded(True))] {
        found.extend(
            reading
                .phrases(meaning)
                .filter(|range| range.len() > 2 || stands_apart(&tokens, range))
                .map(|range| (length, range)),
        );
    }
    found.sort_by_key(|(_, range)| range.start);
    found.into_iter().map(|(length, range)| (length, tokens.span(range))).collect()
}

/// Where a text calls a cookie one of the session ("session cookie", "Sitzungscookie"), in bytes. Empty where it tells another
/// lifetime as well.
pub(super) fn session_cookies(text: &str, languages: Languages) -> Vec<Range<usize>> {
    if !kind::speaks_of_cookies(text, languages) {
        return Vec::new();
    }
    let tokens = Tokens::of(text);
    let reading = Reading::of(&tokens, &languages.near().collect::<Vec<_>>(), read::Short::Known);
    if !reading.figures(&tokens).is_empty() || reading.phrase(Time::Unbounded).is_some() {
        return Vec::new();
    }
    let places = reading.phrases(Time::Session).map(|phrase| tokens.span(phrase));
    let calls =
        |place: &Range<usize>| text.get(place.clone()).is_some_and(|words| kind::speaks_of_cookies(words, languages));
    places.filter(calls).collect()
}

/// The longest lifetime that a sentence gives in figures or numerals. `None` when it gives none so.
pub(super) fn longest_figure(tokens: &Tokens, languages: Languages) -> Option<Lifetime> {
    // Without a unit there is none, and most sentences have none.
    let is_unit = |meaning: Time| matches!(meaning, Time::Unit(_) | Time::Whole(_));
    if !languages.near().any(|index| speaks(tokens, index, is_unit)) {
        return None;
    }
    let reading = Reading::of(tokens, &languages.near().collect::<Vec<_>>(), read::Short::Known);
    let figures = reading.figures(tokens).into_iter();
    let (length, place) =
        figures.filter(|(length, _)| matches!(length, Length::Seconds(_))).max_by_key(|(length, _)| *length)?;
    Some(Lifetime { as_written: tokens.text().get(tokens.span(place))?.to_owned(), length })
}

/// Whether some words have a meaning that passes the test.
fn speaks(tokens: &Tokens, index: &Index, passes: impl Fn(Time) -> bool) -> bool {
    let may_begin = |at: &usize| index.times.may_begin(tokens, *at);
    let mut phrases = (0..tokens.len()).filter(may_begin).flat_map(|at| index.times.beginning(tokens, at));
    phrases.any(|phrase| passes(phrase.meaning))
}

/// The unit a header gives to bare numbers: "Durée (jours)" → days. `None` when it names none.
pub fn unit(header: &str, languages: Languages) -> Option<Unit> {
    let tokens = Tokens::of(header);
    let is_long = |index: usize| tokens.plain(index).chars().count() > 2;
    languages.near().find_map(|index| {
        (0..tokens.len()).rev().find_map(|at| {
            index.times.beginning(&tokens, at).find_map(|phrase| match phrase.meaning {
                Time::Unit(unit) if is_long(at) || at > 0 && tokens.plain(at - 1) == "(" => Some(unit),
                _ => None,
            })
        })
    })
}

/// How much of a text speaks of a lifetime, from 0 (none of it) to 1 (every word).
pub fn looks_like(text: &str, languages: Languages) -> f32 {
    if text.len() > MOST_BYTES { 0.0 } else { share(&Tokens::of(text), languages) }
}

/// Longer texts are paragraphs.
const MOST_BYTES: usize = 200;

/// See [`looks_like`], of a text that is cut already.
pub(super) fn share(tokens: &Tokens, languages: Languages) -> f32 {
    if tokens.text().len() > MOST_BYTES {
        return 0.0;
    }
    let words = (0..tokens.len()).filter(|index| tokens.plain(*index).starts_with(char::is_alphanumeric)).count();
    if words == 0 {
        return 0.0;
    }
    // Most cells tell none, in no language: these need not be read.
    let reading = if may_tell(tokens, languages) { best(tokens, languages) } else { Reading::default() };
    if reading.is_date(tokens) {
        return 0.8;
    }
    if reading.figures(tokens).is_empty()
        && reading.phrase(Time::Session).is_none()
        && reading.phrase(Time::Unbounded).is_none()
    {
        let is_figure = words == 1 && (0..tokens.len()).all(|index| !tokens.is_word(index));
        return if is_figure { 0.3 } else { 0.0 };
    }
    let explained = reading.explained(tokens);
    #[expect(clippy::cast_precision_loss, reason = "a cell has some ten words")]
    let share = explained as f32 / words as f32;
    // "Permanent" may be the sort of the cookie, "2 ans" beside it its lifetime.
    let certainty = if reading.figures(tokens).is_empty() { 0.85 } else { 1.0 };
    share.min(1.0) * certainty
}

/// Whether a text may tell a lifetime, other than by a date or a bare figure. Never false where one is told.
fn may_tell(tokens: &Tokens, languages: Languages) -> bool {
    let is_told = |meaning: Time| {
        matches!(meaning, Time::Unit(_) | Time::Whole(_) | Time::Session | Time::Unbounded | Time::Maximum)
    };
    let tells = |index: &Index| speaks(tokens, index, is_told) || index.closings.lists(tokens).next().is_some();
    languages.near().any(tells) || tokens.len() <= MOST_WORDS_AFAR && languages.far().any(tells)
}

/// Longer texts are read in the page's language and English alone.
const MOST_WORDS_AFAR: usize = 16;

/// The reading in the page's language and English or, when that gives nothing, in the first other language that gives one.
fn best(tokens: &Tokens, languages: Languages) -> Reading {
    let near = Reading::of(tokens, &languages.near().collect::<Vec<_>>(), read::Short::Known);
    // "Até que seja revogado" is Portuguese, though "seja" is a session in another language.
    let is_near = near.says_something() || near.phrase(Time::Maximum).is_some();
    if is_near || tokens.len() > MOST_WORDS_AFAR || !(0..tokens.len()).any(|index| tokens.is_word(index)) {
        return near;
    }
    let far =
        languages.far().map(|index| Reading::of(tokens, &[index], read::Short::Unknown)).find(Reading::says_something);
    far.unwrap_or(near)
}

fn stands_apart(tokens: &Tokens, range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(1).map_or("", |at| tokens.plain(at));
    let after = tokens.plain(range.end);
    matches!(before, "" | "(" | ":" | "," | "–" | "-" | "[" | "=") && matches!(after, "" | ")" | "," | "." | ";" | "]")
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// 1 second.
    Second,
    /// 60 seconds.
    Minute,
    /// 3 600 seconds.
    Hour,
    /// 86 400 seconds.
    Day,
    /// 604 800 seconds.
    Week,
    /// 2 629 746 seconds, a twelfth of a year.
    Month,
    /// 31 556 952 seconds, the mean Gregorian year.
    Year,
}

impl Unit {
    /// Its length in seconds.
    pub fn seconds(self) -> f64 {
        match self {
            Self::Second => 1.0,
            Self::Minute => 60.0,
            Self::Hour => 3_600.0,
            Self::Day => 86_400.0,
            Self::Week => 604_800.0,
            Self::Month => 2_629_746.0,
            Self::Year => 31_556_952.0,
        }
    }
}

/// The JSON value `true`, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "bool", into = "bool")]
pub struct True;

impl TryFrom<bool> for True {
    type Error = &'static str;

    fn try_from(value: bool) -> Result<Self, Self::Error> {
        if value { Ok(Self) } else { Err("expected true") }
    }
}

impl From<True> for bool {
    fn from(_: True) -> Self {
        true
    }
}

#[cfg(test)]
mod tests;
