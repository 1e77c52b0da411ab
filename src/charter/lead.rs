//! Lines that begin with a cookie's name: "`_ga` – distinguishes visitors", "_ga, _gid (2 years)", "_gid".

use super::field::is_joint;
use super::lexicon::Languages;
use super::line::{Line, Of};
use super::outline::Marked;
use super::{name, provider};

/// The names a line begins with, and what it says of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead<'a> {
    /// The names, as the line writes them.
    pub(super) names: &'a str,
    /// What follows.
    pub(super) rest: &'a str,
}

/// The lead of a line. `None` when it does not begin with a name.
pub(super) fn of<'a>(line: &Line<'a>, languages: Languages) -> Option<Lead<'a>> {
    let words = line.words;
    let indent = words.len() - words.trim_start_matches(is_bullet).len();
    let words = words.get(indent..)?;
    if let Some(lead) = marked(line, indent).filter(|lead| are_names(lead.names, 0.55, languages)) {
        return Some(lead);
    }
    if line.value.is_some() || line.of == Of::Title {
        let whole = Lead { names: words, rest: "" };
        if are_names(words, 0.6, languages) {
            return Some(whole);
        }
    }
    let mut best = None;
    for (at, separator) in separators(words) {
        if at > 160 {
            break;
        }
        let (before, after) = words.split_at(at);
        if !before.trim().is_empty() && are_names(before.trim(), 0.75, languages) {
            best = Some(Lead { names: before.trim(), rest: after.get(separator..).unwrap_or("") });
            // A comma, a slash or "and" may be followed by another name; a colon or a dash ends the names.
            if !matches!(after.chars().next(), Some(',' | '/' | ' ')) {
                break;
            }
        } else if best.is_some() {
            break;
        }
    }
    if are_names(words.trim(), 0.75, languages) {
        return Some(Lead { names: words.trim(), rest: "" });
    }
    best
}

/// The names marked at the beginning of a line: one mark, or several that only joints separate.
fn marked<'a>(line: &Line<'a>, indent: usize) -> Option<Lead<'a>> {
    let mut end = None;
    for mark in line.marks.iter().filter(|mark| mark.marked != Marked::Link || mark.start == indent) {
        let gap = line.words.get(end.unwrap_or(indent)..mark.start.max(end.unwrap_or(indent)))?;
        let joins = gap.chars().all(|character| is_joint(character) || "/(«“".contains(character))
            || (end.is_some() && is_word_joint(gap));
        if !joins || (end.is_none() && gap.len() > 4) {
            break;
        }
        if end.is_none_or(|end| mark.end > end) {
            end = Some(mark.end);
        }
    }
    let end = end?;
    Some(Lead { names: line.words.get(indent..end)?.trim_end_matches([':', ' ']), rest: line.words.get(end..)? })
}

fn is_word_joint(gap: &str) -> bool {
    let gap = gap.trim();
    gap.len() <= 3 && gap.chars().all(char::is_alphabetic)
}

/// Whether a text holds one or several names and nothing else.
pub(super) fn are_names(text: &str, least: f32, languages: Languages) -> bool {
    if text.is_empty() || text.len() > 600 || provider::host(text).is_some_and(|host| host.len() + 1 >= text.len()) {
        return false;
    }
    let names = name::read(text, languages);
    !names.is_empty()
        && names.iter().all(|name| name::looks_like(&name.as_written).max(name::looks_like(&name.name)) >= least)
        && names.iter().map(|name| name.as_written.len() + 5).sum::<usize>() >= text.len()
}

/// The places where a name may end, and how long the separator is.
fn separators(words: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    words.char_indices().filter_map(|(at, character)| match character {
        ':' | '–' | '—' | '=' | '→' | ',' | '/' | ' ' | '|' | '•' | '·' => Some((at, character.len_utf8())),
        '(' => Some((at, 0)),
        _ => None,
    })
}

fn is_bullet(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '•' | '·' | '▪' | '►' | '✓' | '–' | '-' | '"' | '«' | '“' | '\'')
        || ('\u{2190}'..='\u{2bff}').contains(&character)
        || character > '\u{1f000}'
}
