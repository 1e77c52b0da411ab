//! The lifetimes of an entry's names: one for all, or one for each.

use super::cells::Cells;
use super::{Entry, Said, one_line, whole};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::lifetime::{self, Length, Lifetime, Unit};
use crate::charter::{kind, name};
use crate::text::{self, Tokens};
use std::iter;
use std::ops::Range;

/// The words of the lifetime: where a page has "Permanent" in one column and "2 years" in another, those with the figure.
pub(super) fn lifetime_words<'a>(entry: &'a Entry, cells: &Cells<'a>) -> Option<&'a str> {
    let told = || entry.facts.iter().filter(|fact| fact.role == Role::Lifetime).map(|fact| fact.words.as_str());
    let figure = |words: &&'a str| matches!(cells.length(words, entry.unit), Some(Length::Seconds(_)));
    let told = told().nth(1).and_then(|_| told().find(figure)).or_else(|| told().next());
    told.or_else(|| as_session_cookie(entry, cells.languages)).or_else(|| as_type(entry, cells))
}

/// The words by which a label calls an entry that tells no time a cookie of the session, or of so long: "Type of cookie: session
/// cookie", "one year cookie".
fn as_type<'a>(entry: &'a Entry, cells: &Cells<'a>) -> Option<&'a str> {
    const MOST_WORDS: usize = 6;
    let is_time = |words: &&'a str| {
        let length = || cells.length(words, None);
        let is_type = Tokens::at_most(words, MOST_WORDS) && kind::names_cookie(words, cells.languages);
        is_type && matches!(length(), Some(Length::Session(_) | Length::Seconds(_)))
    };
    let said = |role| entry.fact(role).filter(|_| entry.said(role) == Some(Said::Apart));
    [Role::Kind, Role::Category].into_iter().find_map(|role| said(role).filter(is_time))
}

/// The words by which an entry that tells no time is called a cookie of the session: right before its name ("a session cookie
/// (`sid`)"), or in the first words of its purpose ("This is a session cookie, which …").
fn as_session_cookie(entry: &Entry, languages: Languages) -> Option<&str> {
    const MOST_BEFORE: usize = 5;
    const LONGEST_BEFORE: usize = 6;
    let purpose = entry.fact(Role::Purpose)?;
    let first = text::sentences(purpose).next()?;
    let name = whole(first, &entry.name);
    let is_sign = |character: char| !character.is_alphanumeric();
    let is_said = |place: &Range<usize>| {
        let before = first.get(..place.start).unwrap_or_default();
        // "Protects the session cookie" is said of another one.
        let opens = || {
            let mut words = before.split_whitespace();
            words.clone().nth(MOST_BEFORE).is_none() && words.all(|word| word.chars().count() <= LONGEST_BEFORE)
        };
        match name {
            Some(at) => first.get(place.end..at).is_some_and(|between| between.chars().all(is_sign)),
            None => opens(),
        }
    };
    lifetime::session_cookies(first, languages).into_iter().find(is_said).and_then(|place| first.get(place))
}

/// The lifetime of each name: one for all, or one for each when the page lists as many. Where the page has no words for it, that in
/// the brackets behind each name of their cell.
pub(super) fn lifetimes<'a>(
    words: Option<&'a str>,
    cell: &str,
    names: &[name::Name],
    cells: &Cells<'a>,
    unit: Option<Unit>,
) -> Vec<Option<Lifetime>> {
    let Some(words) = words else { return noted(cell, names, cells.languages) };
    let as_written = |length| Lifetime { as_written: one_line(words), length };
    if names.len() > 1 {
        let read = |words: &str| {
            let length = lifetime::parse(words, cells.languages, unit)?;
            let as_written = one_line(words.trim_matches(|c: char| !c.is_alphanumeric()));
            Some(Lifetime { as_written, length })
        };
        let named = beside_names(words, names, read);
        if named.iter().any(Option::is_some) {
            return named;
        }
        let each = lifetime::parse_list(words, names.len(), cells.languages, unit);
        let fits = each.len() == names.len() || each.len() < names.len() && breaks_off(words);
        if fits && each.iter().any(Option::is_some) {
            let told = each.into_iter().map(|length| length.map(as_written));
            return told.chain(iter::repeat(None)).take(names.len()).collect();
        }
    }
    vec![cells.length(words, unit).map(as_written); names.len()]
}

/// The lifetime in the brackets behind each name of a cell: "sid (session), _lang (1 year)".
fn noted(cell: &str, names: &[name::Name], languages: Languages) -> Vec<Option<Lifetime>> {
    let read = |behind: &str| {
        let (note, _) = behind.trim_start().strip_prefix('(')?.split_once(')')?;
        let length =
            (lifetime::looks_like(note, languages) >= 0.7).then(|| lifetime::parse(note, languages, None))??;
        Some(Lifetime { as_written: one_line(note), length })
    };
    let mut rest = cell;
    let behind = names.iter().map(|name| {
        let written = name.as_written.split(" (").next().unwrap_or_default();
        let end = whole(rest, written)? + written.len();
        rest = rest.get(end..)?;
        read(rest)
    });
    behind.collect()
}

/// Whether a cell lists times, each on a line, and breaks off: "2 years", "30 minutes", "…".
fn breaks_off(words: &str) -> bool {
    let mut lines = words.lines().rev().map(str::trim);
    matches!(lines.next(), Some("…" | "...")) && lines.nth(1).is_some()
}

/// The lifetime of each of several names, where words list as many and say that each has its own: "2 years and 24 hours
/// respectively". Where they list more or fewer, none is any name's. `None` where they say no such thing.
pub(super) fn respective(entry: &Entry, names: usize, languages: Languages) -> Option<Vec<Option<Lifetime>>> {
    let said = [Role::Lifetime, Role::Purpose].into_iter().filter(|role| {
        // The cell of a column says it all.
        *role == Role::Lifetime || entry.columns.is_empty() || entry.fact(Role::Lifetime).is_none()
    });
    let listed = said.filter_map(|role| entry.fact(role)).map(|words| lifetime::respective(words, languages));
    let listed = listed.filter(|_| names > 1).find(|listed| !listed.is_empty())?;
    if listed.len() != names {
        return Some(vec![None; names]);
    }
    let each = |(length, words)| Some(Lifetime { as_written: one_line(words), length });
    Some(listed.into_iter().map(each).collect())
}

/// The time that stands beside each of some names, in the order of the names; `None` for a name that the words leave out.
/// Empty when they hold fewer than two.
fn beside_names(words: &str, names: &[name::Name], read: impl Fn(&str) -> Option<Lifetime>) -> Vec<Option<Lifetime>> {
    let mut places = Vec::new();
    for (place, name) in names.iter().enumerate() {
        // Without the remark behind it.
        let written = name.as_written.split(' ').next().unwrap_or_default();
        places.extend(whole(words, written).map(|at| (at, at + written.len(), place)));
    }
    if places.len() < 2 {
        return Vec::new();
    }
    places.sort_unstable();
    // Before the first name, between two, behind the last: one piece more than there are names.
    let ends = places.iter().map(|(start, ..)| *start).chain([words.len()]);
    let starts = [0].into_iter().chain(places.iter().map(|(_, end, _)| *end));
    let around: Vec<_> = starts.zip(ends).map(|(from, to)| words.get(from..to).and_then(&read)).collect();
    let mut each = vec![None; names.len()];
    for ((.., place), time) in places.into_iter().zip(of_each(&around)) {
        if let Some(of_name) = each.get_mut(place) {
            *of_name = time;
        }
    }
    each
}

/// The time of each name, by the times around them: the one behind it ("_ga (2 years), _gid (24 hours)"), or the one before
/// it where none stands behind the last ("2 years (_ga), 24 hours (_gid)"); one that stands at neither is its neighbour's.
fn of_each(around: &[Option<Lifetime>]) -> Vec<Option<Lifetime>> {
    let Some((last, before)) = around.split_last() else { return Vec::new() };
    let leads = last.is_none() && before.first().is_some_and(Option::is_some);
    let mut told = None;
    let mut inherit = |own: &Option<Lifetime>| {
        told = own.clone().or_else(|| told.take());
        told.clone()
    };
    if leads {
        return before.iter().map(inherit).collect();
    }
    let mut each: Vec<_> = around.iter().skip(1).rev().map(&mut inherit).collect();
    each.reverse();
    each
}
