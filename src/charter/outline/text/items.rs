//! Items of lists, with bullets or without: "• sid", "sid: 2 years", "sid (until the session ends)".

use super::lines::Line;
use super::{Body, Text, TextPage, append, glued, labels, markdown};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::named;
use crate::charter::{category, lifetime, name};

/// The most lines one item may take.
const MOST_LINES: usize = 40;

/// Reads the item on a line. `None` when there is none.
pub(super) fn read(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    bulleted(page, at).or_else(|| glued(page, at)).or_else(|| bare(page, at))
}

/// Items that nothing parts any more: "sid— keeps you signed in.lang— remembers the language."
fn glued(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let line = page.line(at)?.text;
    let mut starts = vec![0];
    let mut named = false;
    for (dash, _) in line.match_indices(['—', '–']) {
        let word = line.get(..dash)?.trim_end();
        let word = word.get(word.rfind(char::is_whitespace).map_or(0, |space| space + 1)..)?;
        if dash == word.len() {
            named = name::looks_like(word) >= 0.75;
        } else if let Some((_, name)) = word.rsplit_once(['.', ')', '!'])
            && name::looks_like(name) >= 0.9
        {
            starts.push(line.get(..dash)?.trim_end().len() - name.len());
        }
    }
    if !named || starts.len() < 2 {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    for (start, end) in starts.iter().zip(ends) {
        let item = line.get(*start..end)?.replacen(['—', '–'], " – ", 1);
        page.push(Body::Item(markdown::inline(&item)), 1);
    }
    Some(at + 1)
}

fn bulleted(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let line = page.line(at)?;
    let words = line.item()?;
    if let Some((number, words)) = line.number()
        && is_heading(page, at, number)
    {
        // "2. Functional cookies:"
        let sort = words.strip_suffix(':').filter(|words| category::of(words, page.languages).is_some());
        let text = markdown::inline(sort.unwrap_or(words));
        if counts_names(page, words) {
            page.push(Body::Label(text), 0);
        } else {
            page.running(text, at, at + 1);
        }
        return Some(at + 1);
    }
    if line.number().is_none() && titles_what_follows(page, at, words) {
        page.running(markdown::inline(words), at, at + 1);
        return Some(at + 1);
    }
    let words = uncounted(page, at, words);
    let mut text = markdown::inline(words.trim_end_matches('\\'));
    let mut end = at + 1;
    let mut last = line;
    while let Some(next) =
        page.line(end).filter(|next| !next.is_blank() && next.item().is_none() && end < at + MOST_LINES)
    {
        // The words in bold or code of an item whose bullet stood alone are lines of their own.
        let broken =
            line.bulleted && (!next.text.starts_with(char::is_alphabetic) || !last.text.ends_with(['.', '!', '?']));
        let inside = next.indent() > line.indent() || broken;
        if next.heading().is_some()
            || next.text.starts_with('|')
            || page.pasted && glued::begins(page, end)
            || !(inside || last.runs_into(next, page.width))
        {
            break;
        }
        if broken || last.runs_into(next, page.width) && !last.text.ends_with('\\') && !last.raw.ends_with("  ") {
            text.add(" ");
        } else {
            text.break_line();
        }
        append(&mut text, &markdown::inline(next.text.trim_end_matches('\\')));
        (last, end) = (next, end + 1);
    }
    text.finish();
    let depth = u16::try_from(line.indent() + 1).unwrap_or(u16::MAX);
    match labels::pair(words, page.languages) {
        Some((role, label, value)) if role != Role::Name || name::looks_like(&value.plain) >= 0.5 => {
            let mut card = vec![(label, value)];
            // "Purpose: …" on the next line of the item; another line goes on with the value above it.
            for line in page.lines.get(at + 1..end).unwrap_or_default() {
                match (labels::pair(line.text, page.languages), card.last_mut()) {
                    (Some((_, label, value)), _) => card.push((label, value)),
                    (None, Some((_, value))) => {
                        value.add(" ");
                        append(value, &markdown::inline(line.text.trim_end_matches('\\')));
                    }
                    _ => {}
                }
            }
            card.into_iter().for_each(|(label, value)| page.outline.push(Body::Pair(label, value), depth));
        }
        _ => page.push(Body::Item(text), depth),
    }
    Some(end)
}

/// The words of an item without the number that nothing parts from them, where the item beside it is counted so as well:
/// "1-sid", then "2-_lang".
fn uncounted<'a>(page: &TextPage<'_>, at: usize, words: &'a str) -> &'a str {
    let count = |words: &str| words.split_once('-').and_then(|(number, _)| number.parse::<u32>().ok());
    let beside = |index: usize| page.line(index).and_then(Line::item).and_then(count);
    let Some(own) = count(words) else { return words };
    let counted = beside(at + 1) == own.checked_add(1)
        || at
            .checked_sub(1)
            .is_some_and(|before| beside(before).is_some_and(|before| before.checked_add(1) == Some(own)));
    words.split_once('-').filter(|_| counted).map_or(words, |(_, words)| words)
}

/// Whether a numbered title is a name made of parts, as the one before it is a name: "5. `sid_key`", then "6. shop-cookie".
fn counts_names(page: &TextPage<'_>, words: &str) -> bool {
    let made = !words.contains(' ') && words.contains(['-', '_', '.']) && name::looks_like(words) >= 0.25;
    let mut titles = page.outline.blocks.iter().rev().take(3).map(|block| &block.body);
    made && titles.any(|body| matches!(body, Body::Label(_)))
}

/// Whether a line with a bullet is a heading: it names a sort of cookies, and no other item stands beside it.
fn titles_what_follows(page: &TextPage<'_>, at: usize, words: &str) -> bool {
    let beside = |line: Option<&Line<'_>>| line.is_some_and(|line| line.item().is_some());
    let written = |line: &&Line<'_>| !line.is_blank();
    let after = page.lines.iter().skip(at + 1).take(3).find(written);
    let before = page.lines.iter().take(at).rev().take(3).find(written);
    words.split_whitespace().nth(9).is_none()
        && !words.ends_with(['.', ';', ',', ':'])
        && words.starts_with(char::is_uppercase)
        && after.is_some()
        && !beside(after)
        && !beside(before)
        && words.to_lowercase().contains("cookie")
        && category::of(words, page.languages).is_some()
}

/// Whether a numbered line is a heading: no further item follows it or precedes it.
fn is_heading(page: &TextPage<'_>, at: usize, number: u32) -> bool {
    let near = |mut lines: std::ops::Range<usize>, other: u32| {
        lines
            .any(|index| page.line(index).and_then(super::lines::Line::number).is_some_and(|(found, _)| found == other))
    };
    let short = page
        .line(at)
        .is_some_and(|line| line.text.split_whitespace().nth(12).is_none() && !line.text.ends_with(['.', ';', ',']));
    short && !near(at + 1..at + 3, number + 1) && !near(at.saturating_sub(2)..at, number.wrapping_sub(1))
}

/// A line without a bullet that is one item of several: it begins with a name and says something of it, or is a name
/// among others.
fn bare(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let text = markdown::inline(page.line(at)?.text);
    let beside = |index: Option<usize>| index.and_then(|index| page.line(index)).filter(|line| !line.is_blank());
    let introduced =
        (at.saturating_sub(2)..at).filter_map(|index| page.line(index)).any(|line| line.text.ends_with(':'));
    let lone = name::looks_like(&text.plain) >= 0.7;
    // A name with labels below it is the title of a card.
    if lone && beside(Some(at + 1)).is_some_and(|next| labels::pair(next.text, page.languages).is_some()) {
        return None;
    }
    let among =
        [at.checked_sub(1), Some(at + 1)].into_iter().filter_map(beside).any(|line| name::looks_like(line.text) >= 0.7);
    let explained = |index: Option<usize>| beside(index).is_some_and(Line::explains_a_name);
    let listed = explained(Some(at)) && (introduced || explained(at.checked_sub(1)) || explained(Some(at + 1)));
    // A name above the sentence that tells its purpose is the title of it.
    let titles = page.line(at + 1).is_some_and(|next| {
        let first = next.text.split(' ').next().unwrap_or_default();
        next.text.split_whitespace().nth(4).is_some() && name::looks_like(first) < 0.7
    });
    let item = if lone {
        among || introduced && !titles
    } else {
        listed || declares(&text, page.languages) || is_listed(page, at)
    };
    item.then(|| {
        page.push(Body::Item(text), 1);
        at + 1
    })
}

/// Lines one below the other that each begin with a name ([`named`]).
pub(super) fn plain(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    if at < page.unlisted {
        return None;
    }
    let lines = page.lines.get(at..).unwrap_or_default();
    match named::run(lines.iter().map(|line| line.text), page.languages) {
        named::Run::Here(found) => {
            for line in &found {
                page.push(line.body(markdown::inline), 1);
            }
            Some(at + found.len())
        }
        named::Run::Later(lines) => {
            page.unlisted = at + lines;
            None
        }
    }
}

/// Whether a line and the one beside it both begin with a word that may be a name, and a dash or a colon:
/// "cookie-consent - remembers your choice".
fn is_listed(page: &TextPage<'_>, at: usize) -> bool {
    let begins = |index: usize| {
        page.line(index)
            .and_then(|line| halves(line.text).map(|(head, _)| name::looks_like(head)))
            .is_some_and(|likeness| likeness >= 0.5)
    };
    let may_begin = || {
        page.line(at)
            .and_then(|line| halves(line.text).map(|(head, _)| name::looks_like(head)))
            .is_some_and(|likeness| likeness >= 0.3)
    };
    // A blank line may part the two.
    let blank = |index: usize| page.line(index).is_some_and(Line::is_blank);
    let after = if blank(at + 1) { at + 2 } else { at + 1 };
    let before = at.checked_sub(1).and_then(|before| if blank(before) { before.checked_sub(1) } else { Some(before) });
    (begins(at) && begins(after)) || (before.is_some_and(begins) && may_begin())
}

/// Whether a line is a name and what is said of it: "sid: 2 years", "_sid – keeps you signed in", "sid (session)".
pub(super) fn declares(text: &Text, languages: Languages) -> bool {
    let plain = text.plain.as_str();
    let Some((head, tail)) = halves(plain) else { return false };
    let name = name::looks_like(head);
    let most_words = if plain.get(head.len()..).is_some_and(|tail| tail.starts_with(':')) { 200 } else { 60 };
    let short = plain.split_whitespace().nth(most_words).is_none();
    let name = if plain.get(head.len()..).is_some_and(|tail| tail.starts_with(':')) { name + 0.2 } else { name };
    short && (name >= 0.9 || (name > 0.1 && lifetime::looks_like(tail.trim_end_matches(')'), languages) >= 0.7))
}

/// The name and the rest, where a colon, a dash, a bracket or an arrow separates them.
fn halves(text: &str) -> Option<(&str, &str)> {
    let at = [": ", " (", " – ", " — ", " - ", " = ", " → ", " : "]
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, mark.len())))
        .min()?;
    let head = text.get(..at.0)?.trim();
    let tail = text.get(at.0 + at.1..)?.trim();
    (!head.contains(' ') && !head.is_empty() && !tail.is_empty()).then_some((head, tail))
}
