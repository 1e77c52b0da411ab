//! The end of a text that was cut off where a tool's room ended: its last word may be the beginning of one, its last row has lost
//! the cells that would tell it from other lines.

use super::entry::Entry;
use super::name;
use crate::names;
use crate::page::{Form, Page};
use crate::text;

/// What may stand around a name at the beginning of a line.
const MARKS: &[char] = &['-', '*', '•', '·', '|', '`', '"', '\'', '‘', '’', ' ', '\t', '\u{a0}'];
/// What may stand between a name and what is said of it.
const SIGNS: &[char] = &[',', ':', '|', '`', '"', '\'', '’', '–', '—'];
/// What opens a quotation that the end would close.
const OPENING: &[char] = &['‘', '“', '„', '«', '"', '\'', '`', '['];
/// What parts the names of a list, and opens one.
const AROUND: &[char] = &[',', ';', '|', '‘', '“', '„', '«', '"', '\'', '`', '[', ' ', '\u{a0}'];

/// Takes the beginning of a word for no name, and the last row of a list or table for one of the rows above it.
pub(super) fn settle(entries: &mut Vec<Entry>, page: &Page) {
    let source = page.source.trim_end();
    if page.form == Form::Html || !source.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '-')) {
        return;
    }
    take_out_beginning(entries, source);
    entries.extend(last_row(entries, source));
}

/// Takes the last word of a text for no name where a quotation is open, or a name or a word of the line above goes on behind it.
/// A name that fills its line, and one that everyone knows, is whole.
fn take_out_beginning(entries: &mut Vec<Entry>, source: &str) {
    let mut lines = source.lines().rev();
    let (line, above) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let written = line.rsplit(|sign: char| sign.is_whitespace() || sign == '|').next().unwrap_or_default();
    let word = written.trim_start_matches(|sign: char| !sign.is_alphanumeric() && sign != '_');
    let is_whole = || word.is_empty() || line.trim_start_matches(MARKS) == word || names::is_known(word);
    let goes_on = |mut words: std::str::SplitWhitespace<'_>| words.any(|other| breaks_off(word, other));
    let is_cut = written.starts_with(OPENING)
        || !is_whole()
            && (goes_on(above.split_whitespace())
                || entries.iter().any(|entry| goes_on(entry.name.split_whitespace())));
    let before = |name: &str| {
        let before = name.strip_suffix(word).filter(|before| before.is_empty() || before.ends_with(AROUND))?;
        Some(before.trim_end_matches(AROUND).len())
    };
    let last = entries.iter_mut().rev().find_map(|entry| Some((before(&entry.name)?, entry)));
    if let Some((end, entry)) = last.filter(|_| is_cut && !word.is_empty()) {
        entry.name.truncate(end);
        entries.retain(|entry| !entry.name.is_empty());
    }
}

/// Whether a word ends within a word of a name that begins so: "newslett", where `newsletter_hide` is declared.
fn breaks_off(word: &str, name: &str) -> bool {
    let goes_on = name.strip_prefix(word).and_then(|rest| rest.chars().next());
    goes_on.is_some_and(|next| next.is_ascii_lowercase()) && word.ends_with(|last: char| last.is_ascii_lowercase())
}

/// The entry of the last line, where the one above it is a row that begins with a name, and it begins as that one does.
fn last_row(entries: &[Entry], source: &str) -> Option<Entry> {
    let mut lines = source.lines().rev().filter(|line| !line.trim().is_empty());
    let (name, sign) = opening(lines.next()?)?;
    let (above, sign_above) = opening(lines.next()?)?;
    let row = entries.iter().rev().find(|entry| entry.row.is_some() && entry.name == above)?;
    let is_new = || entries.iter().all(|entry| !entry.name.split_whitespace().any(|known| known == name));
    let fewest = if sign.is_some() { 0.2 } else { 0.7 };
    let is_name = || names::is_known(name) || name::looks_like(name) >= fewest;
    (sign == sign_above && is_name() && is_new()).then(|| Entry {
        name: name.to_owned(),
        unit: row.unit,
        surroundings: row.surroundings.clone(),
        above: row.above,
        party_above: row.party_above,
        section: row.section,
        row: row.row.map(|row| row.saturating_add(1)),
        words: text::head(source.lines().next_back().unwrap_or_default(), 300).to_owned(),
        columns: row.columns.clone(),
        ..Entry::default()
    })
}

/// The word that a line begins with, and the sign behind it. `None` where nothing follows it.
fn opening(line: &str) -> Option<(&str, Option<char>)> {
    const LONGEST: usize = 120;
    let line = line.trim_start_matches(MARKS);
    let (word, rest) = line.split_once(char::is_whitespace)?;
    let name = word.trim_end_matches(SIGNS);
    let mut beside = [word.chars().next_back(), rest.trim_start().chars().next()].into_iter().flatten();
    let sign = beside.find(|sign| SIGNS.contains(sign));
    (!name.is_empty() && name.len() <= LONGEST).then_some((name, sign))
}
