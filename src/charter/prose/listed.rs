//! Names that could be other words, told by those beside them: "fr, _fbp and datr", "Example sets IDE for 13 months".

use super::MOST_WORDS;
use super::word::{Letters, candidates};
use crate::charter::lexicon::Languages;
use crate::charter::once::Once;
use crate::charter::{lifetime, name, provider};
use crate::{names, text};
use std::collections::BTreeSet;
use std::ops::Range;

/// The fewest capitals of a name that a service named before it tells.
const FEWEST_CAPITALS: usize = 3;

/// Whether a sentence of a line names cookies of a service so; see [`of_service`].
pub(super) fn names_some_of_a_service(line: &str, languages: Languages) -> bool {
    // Most lines hold no such word, and are not cut into words.
    let are_capitals = |run: &[u8]| run.iter().all(u8::is_ascii_uppercase);
    (line.contains('_') || line.as_bytes().windows(FEWEST_CAPITALS).any(are_capitals))
        && text::sentences(line).any(|words| !of_service(words, languages).is_empty())
}

/// The names, in capitals or as no language writes otherwise, that everyone knows as those of the service named before
/// them, in a sentence that tells a time behind them: "Example sets IDE for 13 months."
fn of_service(words: &str, languages: Languages) -> Vec<Range<usize>> {
    let may_be = |place: &Range<usize>| {
        let text = words.get(place.clone()).unwrap_or_default();
        let are_capitals = || text.len() >= FEWEST_CAPITALS && text::is_capitals(text) && names::is_known(text);
        Letters::of(text) == Letters::Strange && name::looks_like(text) >= 0.9 || are_capitals()
    };
    let mut places: Vec<Range<usize>> = candidates(words, languages).take(MOST_WORDS).filter(may_be).collect();
    let service = places.first().and_then(|first| provider::known(words.get(..first.start)?));
    let known = Once::default();
    let is_own = |place: &Range<usize>| {
        let (Some(service), Some(text)) = (service.as_deref(), words.get(place.clone())) else { return false };
        known.get(text, text, || provider::is_own(text, service) == Some(true))
    };
    places.retain(is_own);
    let is_timed =
        |last: &Range<usize>| words.get(last.end..).is_some_and(|behind| lifetime::find(behind, languages).is_some());
    let is_told = places.last().is_some_and(is_timed) && !languages.denies(words);
    if is_told { places } else { Vec::new() }
}

/// See [`of_service`], of a sentence that begins at a place.
pub(super) fn alone(words: &str, start: usize, languages: Languages) -> Vec<Range<usize>> {
    of_service(words, languages).into_iter().map(|place| start + place.start..start + place.end).collect()
}

/// Adds the words that a list of names holds as well: those in capitals, and those that everyone knows. "Example sets fr, _fbp
/// and datr."
pub(super) fn add_listed(words: &str, start: usize, found: &mut Vec<Range<usize>>, languages: Languages) {
    const FEWEST_CAPITALS: usize = 5;
    if found.is_empty() {
        return;
    }
    let is_joint = |place: &Range<usize>| words.get(place.clone()).is_some_and(|word| name::is_joint(word, languages));
    let places: Vec<Range<usize>> =
        candidates(words, languages).take(MOST_WORDS).filter(|place| !is_joint(place)).collect();
    let known: BTreeSet<usize> = found.iter().map(|place| place.start).collect();
    let mut is_name: Vec<bool> = places.iter().map(|place| known.contains(&(start + place.start))).collect();
    let may_be = |place: &Range<usize>| {
        words.get(place.clone()).is_some_and(|text| {
            names::is_known(text)
                || text.len() >= FEWEST_CAPITALS && text::is_capitals(text) && name::looks_like(text) >= 0.7
        })
    };
    let mut add = |from: usize, to: usize| {
        let (Some(one), Some(next)) = (places.get(from.min(to)), places.get(from.max(to))) else { return };
        let joins = || words.get(one.end..next.start).is_some_and(|between| lists(between, languages));
        let Some(place) = places.get(to).filter(|place| may_be(place)) else { return };
        if is_name.get(from) == Some(&true) && is_name.get(to) == Some(&false) && joins() {
            found.push(start + place.start..start + place.end);
            is_name.get_mut(to).into_iter().for_each(|is_name| *is_name = true);
        }
    };
    (1..places.len()).for_each(|at| add(at - 1, at));
    (1..places.len()).rev().for_each(|at| add(at, at - 1));
    found.sort_by_key(|place| place.start);
}

/// Whether what stands between two words lists them: a comma, a slash, a word for "and".
fn lists(between: &str, languages: Languages) -> bool {
    let bare = between.trim_matches(|c: char| c.is_whitespace() || ",/«»\"“”„'`".contains(c));
    if bare.is_empty() { between.contains([',', '/']) } else { name::is_joint(bare, languages) }
}
