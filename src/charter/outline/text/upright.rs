//! A header of one cell a line.

use super::header::{Apart, Begin, Header, MOST_WORDS, Said, is_header, is_said, segments_of, tell_apart};
use super::lines::Line;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::name;

/// The most lines a header may take, blank ones included.
const MOST_LINES: usize = 30;

/// A header of one cell a line; a cell may be broken over two lines, or share its line with the next.
pub(super) fn read(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Header> {
    let mut best: Option<Header> = None;
    let mut cells: Vec<Written> = Vec::new();
    let mut usual = None;
    let mut gap = 0;
    let mut piped = false;
    for (index, line) in lines.iter().enumerate().skip(at).take(MOST_LINES) {
        if line.is_blank() {
            gap += 1;
            continue;
        }
        let text = line.unpiped();
        let words: usize = cells.iter().map(|cell| cell.text.split(' ').count()).sum();
        let other_gap = usual.is_some_and(|usual| gap != usual && gap > 1);
        let again = cells.iter().any(|cell| cell.text == text);
        if again || words > MOST_WORDS || gap > 2 || other_gap || !may_be_cell(text) {
            break;
        }
        // "Durée de" + "conservation" is one cell; "Popis" + "elementor" is the last cell and the first name.
        let goes_on = text.starts_with('(')
            || !piped
                && text.starts_with(char::is_lowercase)
                && cells.last().is_some_and(|last| {
                    joins(&last.text, text) || is_said(&format!("{} {text}", last.text), Said::Wholly, languages)
                });
        match cells.last_mut().filter(|_| goes_on) {
            Some(last) => *last = Written::of(format!("{} {text}", last.text), languages),
            None => cells.push(Written::of(text.to_owned(), languages)),
        }
        if index > at {
            usual = Some(gap);
        }
        gap = 0;
        piped = line.text.ends_with('|');
        // All of it on one line: what follows are rows.
        if cells.last().is_some_and(|last| last.segments.iter().filter(|(role, _)| role.is_some()).count() > 2) {
            return None;
        }
        if let Some((cells, roles)) = of_cells(&cells) {
            best = Some(Header { cells, roles, end: index + 1, apart: Apart::Lines(usual.unwrap_or(0)) });
        }
    }
    let mut header = best.map(without_title)?;
    tell_apart(&header.cells, &mut header.roles, languages);
    Some(header)
}

/// Whether a small word between two lines joins them: "Nom du Cookie et" + "du partenaire".
fn joins(above: &str, below: &str) -> bool {
    let small = |word: Option<&str>| word.is_some_and(|word| word.len() <= 3 && word.chars().all(char::is_lowercase));
    small(above.split(' ').skip(1).last()) || below.contains(' ') && small(below.split(' ').next())
}

/// Whether a line may be a cell of a header: short, without an end, no name, no label with its value.
pub(super) fn may_be_cell(text: &str) -> bool {
    let long = text.chars().nth(60).is_some();
    !long
        && !text.ends_with(['.', '!', '?', ';'])
        && !text.contains(['|', '\t'])
        && !text.contains(": ")
        && name::looks_like(text) < 0.5
}

/// A written cell of a header, which may hold two columns.
struct Written {
    text: String,
    segments: Vec<(Option<Role>, String)>,
    /// Whether its words are words of headers.
    said: bool,
}

impl Written {
    fn of(text: String, languages: Languages) -> Self {
        let segments = segments_of(&text, Begin::WithCapital, languages);
        let said = text.split(' ').count() <= 3 || is_said(&text, Said::Mostly, languages);
        Self { text, segments, said }
    }
}

/// The columns of some written cells. `None` when the last says nothing, or all of them make no header.
fn of_cells(written: &[Written]) -> Option<(Vec<String>, Vec<Role>)> {
    let known = |cell: &Written| cell.segments.iter().filter(|(role, _)| role.is_some()).count();
    let columns: usize = written.iter().map(|cell| cell.segments.len()).sum();
    let all_known: usize = written.iter().map(known).sum();
    let last = written.last().map_or(0, known);
    if written.len() < 2 || last == 0 || all_known * 3 < columns * 2 || !written.iter().all(|cell| cell.said) {
        return None;
    }
    let (roles, cells): (Vec<Role>, Vec<String>) = written
        .iter()
        .flat_map(|cell| &cell.segments)
        .map(|(role, words)| (role.unwrap_or(Role::Other), words.clone()))
        .unzip();
    is_header(&roles).then_some((cells, roles))
}

/// "Cookies" above "Name" is the title of the table, not a column.
fn without_title(mut header: Header) -> Header {
    let again = header.roles.iter().skip(1).any(|role| *role == Role::Name);
    if header.roles.first() == Some(&Role::Name) && again && header.roles.len() > 2 {
        header.roles.remove(0);
        header.cells.remove(0);
    }
    header
}
