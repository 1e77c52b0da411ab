//! Names that a sentence says to be used no more: "we keep sid for the visit, and no longer use _ga".

use super::sentence::joins;
use crate::charter::lexicon::Languages;
use crate::text::Tokens;
use std::ops::Range;

/// Takes out the names that a sentence says to be of the past. Answers where it says something of the others: what it denies there
/// is not said of these.
pub(super) fn take_out(
    line: &str,
    sentence: &Range<usize>,
    names: &mut Vec<Range<usize>>,
    languages: Languages,
) -> Range<usize> {
    let past = if names.is_empty() { None } else { place(line, sentence, names, languages) };
    let Some(past) = past else { return sentence.clone() };
    names.retain(|name| !past.contains(&name.start));
    let is_before = names.first().is_some_and(|first| past.end <= first.start);
    if is_before { past.end..sentence.end } else { sentence.clone() }
}

/// What a sentence says to be of the past, in bytes of the line: up to the last name behind such words, as far as names are joined
/// there; where none stands right behind them ("_ga, which has been removed"), all of it. `None` where it says so of nothing.
fn place(line: &str, sentence: &Range<usize>, names: &[Range<usize>], languages: Languages) -> Option<Range<usize>> {
    let past = languages.of_the_past(line.get(sentence.clone())?)?;
    let (start, end) = (sentence.start + past.start, sentence.start + past.end);
    let behind = names.get(names.partition_point(|name| name.start < end)..).unwrap_or_default();
    let leads = behind.first().and_then(|first| line.get(end..first.start)).is_some_and(leads_to_name);
    if !leads {
        return Some(sentence.clone());
    }
    let is_joined =
        |pair: &&[Range<usize>]| matches!(pair, [one, next] if line.get(one.end..next.start).is_some_and(joins));
    let last = behind.get(behind.windows(2).take_while(is_joined).count())?;
    Some(start..last.end)
}

/// Whether no more than a few words stand between what says that something is past and the name of it: "the cookie".
fn leads_to_name(between: &str) -> bool {
    const MOST_WORDS: usize = 3;
    Tokens::at_most(between, MOST_WORDS) && !between.contains([',', ';', ':', '('])
}
