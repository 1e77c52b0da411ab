//! Several labels on one line: "Name: sid; Purpose: keeps you signed in; Lifetime: 2 hours".

use super::{LONGEST, LONGEST_BYTES, is_bullet, is_joint};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::lifetime;
use crate::text::Tokens;
use std::collections::BTreeSet;

/// The labels of a line that begins with a known one and has others behind it, each with its value: "Name: sid; Purpose: keeps
/// you signed in; Lifetime: 2 hours". What labels say that are not known is left out. The whole line where it is no such.
pub(in crate::charter) fn apart(line: &str, languages: Languages) -> Vec<&str> {
    let colons = || memchr::memchr_iter(b':', line.as_bytes());
    if colons().nth(1).is_none() {
        return vec![line];
    }
    let mut labels: Vec<Label> = Vec::new();
    let mut from = 0;
    for colon in colons().take(MOST_LABELS) {
        let (before, value) = (line.get(from..colon).unwrap_or_default(), line.get(colon + 1..).unwrap_or_default());
        let label = if value.starts_with("//") { None } else { at_end(before, labels.first(), languages) };
        match label {
            Some((label, role)) => {
                labels.push(Label { start: colon - label.len(), role });
                from = colon + 1;
            }
            None if labels.is_empty() => return vec![line],
            None => {}
        }
    }
    let told: BTreeSet<Role> = labels.iter().filter_map(|label| label.role).collect();
    if told.len() < 2 {
        return vec![line];
    }
    let ends = labels.iter().skip(1).map(|label| label.start).chain([line.len()]);
    let known = labels.iter().zip(ends).filter(|(label, _)| label.role.is_some());
    let parts = known.filter_map(|(label, end)| line.get(label.start..end));
    let without_stop = |part| match str::strip_suffix(part, ".") {
        Some(one) if !one.contains(". ") => one,
        _ => part,
    };
    parts.map(|part| without_stop(part.trim_end_matches(is_joint))).collect()
}

/// The most labels of a line.
const MOST_LABELS: usize = 40;

/// A label in a line of several.
struct Label {
    /// Where it begins in the line.
    start: usize,
    /// What it announces. `None` when it is not known.
    role: Option<Role>,
}

/// The label at the end of some words and what it announces, by the `first` of its line: where there is none yet, the whole of
/// them, a known one; else what stands behind the last sign that parts labels, known or not, or, beginning with a capital,
/// behind a comma or a full stop; where the line names a cookie, behind any word.
fn at_end<'a>(words: &'a str, first: Option<&Label>, languages: Languages) -> Option<(&'a str, Option<Role>)> {
    const MOST_WORDS: usize = 4;
    let short = |label: &str| label.len() <= LONGEST_BYTES && Tokens::at_most(label, LONGEST);
    let known = |label: &'a str| {
        let roles = if short(label) { languages.own_roles(label.trim()) } else { Vec::new() };
        Some((label, Some(*roles.first()?)))
    };
    let Some(first) = first else { return known(words.trim_start_matches(is_bullet)) };
    let parted = words.rfind([';', '|', '·', '•', '–', '—']).and_then(|at| words.split_at_checked(at));
    if let Some((_, part)) = parted
        && let label = part.trim_start_matches(is_joint)
        && short(label)
    {
        // "Type: statistics – of third parties: Example Analytics" goes on.
        let goes_on = part.starts_with(['–', '—']);
        let begins = label.starts_with(char::is_uppercase);
        let known = known(label).filter(|(_, role)| !goes_on || begins && *role != Some(Role::Party));
        let is_label = !goes_on && label.starts_with(char::is_alphabetic);
        return known.or_else(|| is_label.then_some((label, None)));
    }
    let longest = words.rmatch_indices(' ').take(MOST_WORDS).filter_map(|(at, _)| {
        let (before, label) = words.split_at_checked(at + 1)?;
        let parted = first.role == Some(Role::Name) || before.trim_end().ends_with([',', '.']);
        let begins = parted && label.starts_with(char::is_uppercase);
        known(label).filter(|(_, role)| begins && *role != Some(Role::Other))
    });
    longest.last().or_else(|| known(glued(words)?)).or_else(|| known(behind_a_time(words, first, languages)?))
}

/// The word with a capital behind a length of time that the first label tells: "Duration : 2 years Type : …".
fn behind_a_time<'a>(words: &'a str, first: &Label, languages: Languages) -> Option<&'a str> {
    let (time, label) = words.split_at_checked(words.trim_end().rfind(' ')? + 1)?;
    let is_told = first.role == Some(Role::Lifetime) && lifetime::looks_like(time, languages) >= 0.8;
    (is_told && label.starts_with(char::is_uppercase)).then_some(label)
}

/// The word in capitals that a rendering has glued to the one before it: "… has changedName".
fn glued(words: &str) -> Option<&str> {
    let last = words.trim_end().rsplit(' ').next()?;
    let ends_word = |before: &str| before.ends_with(|sign: char| sign.is_lowercase() || matches!(sign, '.' | ')'));
    let mut capitals = last.char_indices().rev().filter(|(_, sign)| sign.is_uppercase());
    let (at, _) = capitals.find(|(at, _)| last.get(..*at).is_some_and(ends_word))?;
    last.get(at..)
}

#[cfg(test)]
mod tests {
    use super::{Languages, apart};

    #[test]
    fn labels_of_one_line_part_it() {
        let parts = |language, line| apart(line, Languages::of(Some(language)));
        let expected = ["Name: sid", "Purpose: keeps you signed in", "Lifetime: 2 hours"];
        for line in [
            "Name: sid; Purpose: keeps you signed in; Lifetime: 2 hours",
            "Name: sid, Purpose: keeps you signed in, Lifetime: 2 hours.",
            "Name: sid | Purpose: keeps you signed in | Shelf: lower | Lifetime: 2 hours",
            "Name: sid – Purpose: keeps you signed in – Lifetime: 2 hours",
            "Name: sid Purpose: keeps you signed in Lifetime: 2 hours",
        ] {
            assert_eq!(parts("en", line), expected, "{line}");
        }
        assert_eq!(parts("fr", "Finalité : compter. Durée : 13 mois."), ["Finalité : compter", "Durée : 13 mois"]);
        for whole in [
            "Name: sid",
            "We keep two things: the purpose: to count, and the time: 2 days",
            "Type: statistics – of third parties: Example Analytics",
            "Purpose: see https://example.org/a:b",
        ] {
            assert_eq!(parts("en", whole), [whole]);
        }
    }
}
