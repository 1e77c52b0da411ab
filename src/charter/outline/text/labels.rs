//! Labels and their values: "Name: sid", or a label on one line and its value on the next.

use super::lines::Line;
use super::{Body, Text, TextPage, fit, items, markdown};
use crate::charter::field;
use crate::charter::lexicon::{Languages, Role, of_cookie};
use crate::charter::name;
use crate::text::Tokens;
use std::collections::BTreeSet;

/// The most lines a value may take.
const MOST_LINES: usize = 8;

/// Reads the card whose first label is on a line. `None` when there is none.
pub(super) fn read(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    // An item within another is read as one.
    if page.line(at).is_some_and(|line| line.indent() > 0 && line.item().is_some()) {
        return None;
    }
    several(page, at)
        .or_else(|| inline(page, at))
        .or_else(|| named(page, at))
        .or_else(|| stacked(page, at))
        .or_else(|| other(page, at))
}

/// "Name: sid; Purpose: keeps you signed in; Lifetime: 2 hours", on one line.
fn several(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let line = page.line(at).filter(|line| line.item().is_none())?;
    let parts = field::apart(line.text, page.languages);
    let pairs: Vec<_> = parts.iter().filter_map(|part| pair(part, page.languages)).collect();
    if pairs.len() < 2 {
        return None;
    }
    for (_, label, value) in pairs {
        page.push(Body::Pair(label, value), 0);
    }
    Some(at + 1)
}

/// A label of something else between two known ones, on whose card it stands: "Set by the domain: example.org".
fn other(page: &TextPage<'_>, at: usize) -> Option<usize> {
    const MOST_WORDS: usize = 5;
    let is_known = |index: usize| page.line(index).is_some_and(|line| pair(line.text, page.languages).is_some());
    let (label, value) = page.line(at)?.text.split_once(": ")?;
    let is_other = label.split_whitespace().nth(MOST_WORDS).is_none()
        && name::looks_like(label) < 0.5
        && fit::names(value) < 0.6
        && name::looks_like(value.trim()) < 0.9;
    (is_other && is_known(at.checked_sub(1)?) && is_known(at + 1)).then_some(at + 1)
}

/// "Name: sid", one line after the other.
fn inline(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let (role, label, value) = pair(page.line(at)?.text, page.languages)?;
    let next = (at + 1..at + 3).find_map(|index| page.line(index).filter(|line| !line.is_blank()));
    let in_card = matches!(page.outline.blocks.last().map(|block| &block.body), Some(Body::Pair(..) | Body::Label(_)));
    let named = role == Role::Name && name::looks_like(&value.plain) >= 0.5;
    let another = next.is_some_and(|line| pair(line.text, page.languages).is_some());
    if !named && !in_card && !another {
        return None;
    }
    page.outline.push(Body::Pair(label, value), 0);
    Some(at + 1)
}

/// A label of a name that nothing parts from it, above labels with a colon: "Name sid", then "Purpose: keeps you signed in".
fn named(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let (role, label, value) = led(page.line(at)?.text, page.languages)?;
    let below = (at + 1..at + 3).filter_map(|below| page.line(below)).find(|line| !line.is_blank())?;
    let tells = pair(below.text, page.languages).is_some_and(|(role, ..)| role != Role::Name);
    let is_name = role == Role::Name && !value.contains(' ') && name::looks_like(value) >= 0.9;
    (is_name && tells).then(|| {
        page.push(Body::Pair(Text::new(label), markdown::inline(value)), 0);
        at + 1
    })
}

/// A label and its value on one line. `None` when the words before the colon are no label.
pub(super) fn pair(text: &str, languages: Languages) -> Option<(Role, Text, Text)> {
    let colon = text.char_indices().take(60).find(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at)?;
    let (label, value) = (text.get(..colon)?, text.get(colon..)?.trim_start_matches([':', '：']));
    let label_words = label.trim_matches(['*', '_', ' ', '#']);
    let role = role(label_words, languages)?;
    let value = value.trim_start_matches(['*', ' ']);
    let value = markdown::inline(value);
    (!value.is_empty() && (role != Role::Name || value.plain.split_whitespace().nth(7).is_none()))
        .then(|| (role, Text::new(label_words), value))
}

/// What a label announces, by the words of its own language and English.
pub(super) fn role(label: &str, languages: Languages) -> Option<Role> {
    if label.is_empty() || label.split_whitespace().nth(5).is_some() {
        return None;
    }
    // "Cookie name(s)", "When does it expire?"
    let label = label.trim_end_matches(|c: char| !c.is_alphanumeric());
    let tokens = Tokens::of(of_cookie(label));
    languages.near().find_map(|index| index.columns.whole(&tokens, 0..tokens.len()).first().copied())
}

/// Lines of labels that nothing separates from their values: "Name sid", "Purpose Keeps you signed in", from one that names
/// a cookie on, other labels below it.
pub(super) fn plain(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let (lines, languages) = (page.lines, page.languages);
    let led = |index: usize| led(lines.get(index)?.text, languages);
    let (first, _, name) = led(at)?;
    if first != Role::Name || name.contains(' ') || name::looks_like(name) < 0.5 {
        return None;
    }
    let below: BTreeSet<Role> = (at + 1..at + 5).map_while(led).map(|(role, ..)| role).collect();
    if below.len() < 2 || below.contains(&Role::Name) {
        return None;
    }
    let mut end = at;
    loop {
        if let Some((_, label, value)) = led(end) {
            page.push(Body::Pair(Text::new(label), markdown::inline(value)), 0);
        } else if lines.get(end).is_none_or(|line| line.is_blank()) || led(end + 1).is_none() {
            // A label of something else may stand between two known ones.
            break;
        }
        end += 1;
    }
    Some(end)
}

/// The label a line begins with, and the rest as its value. `None` when it begins with none, or nothing follows.
fn led(text: &str, languages: Languages) -> Option<(Role, &str, &str)> {
    let tokens = Tokens::first(text, 8);
    let phrase = languages.near().find_map(|index| index.columns.longest(&tokens, 0))?;
    let label = text.get(tokens.span(phrase.tokens))?;
    let value = text.get(label.len()..)?.strip_prefix(' ')?.trim();
    (label.starts_with(char::is_uppercase) && text.starts_with(label) && !value.is_empty()).then_some((
        phrase.meaning,
        label,
        value,
    ))
}

/// A label on a line of its own, its value on the next, then another label.
fn stacked(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let label = |index: usize| {
        let text = page.line(index)?.text.trim_end_matches(':');
        role(markdown::inline(text).plain.as_str(), page.languages)
    };
    let first = label(at)?;
    let written = |from: usize| (from..from + 3).find(|index| page.line(*index).is_some_and(|line| !line.is_blank()));
    let value = written(at + 1).filter(|value| label(*value).is_none())?;
    let listed = |line: Line<'_>| items::declares(&markdown::inline(line.text), page.languages);
    if page.line(value).is_some_and(listed) {
        return None;
    }
    let after = (value + 1..value + MOST_LINES).find(|index| label(*index).is_some());
    let names = |line: Line<'_>| name::looks_like(line.text) >= 0.5 || fit::names(line.text) >= 0.6;
    let named = first == Role::Name && page.line(value).is_some_and(names);
    let in_card = matches!(page.outline.blocks.last().map(|block| &block.body), Some(Body::Pair(..)));
    // "Cookies:" above a table; "Google | Google Ireland" is a value.
    let has_words = page.line(value).is_some_and(|line| line.text.contains(char::is_alphanumeric));
    let is_table = || has_words && page.table(value).is_some_and(|table| table.grid.height() > 1);
    if !(in_card || named && after.is_some()) || is_table() {
        return None;
    }
    let mut words = Text::default();
    let mut last = value;
    while let Some(line) =
        page.line(last).filter(|line| !line.is_blank() && last < value + MOST_LINES && label(last).is_none())
    {
        words.break_line();
        words.add(&markdown::inline(line.text).plain);
        last += 1;
    }
    words.finish();
    let label = Text::new(page.line(at)?.text.trim_end_matches(':'));
    page.outline.push(Body::Pair(label, words), 0);
    Some(last)
}
