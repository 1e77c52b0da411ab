//! Tables whose cells are separated by tabs: what a browser copies from an HTML table.

use super::lines::Line;
use super::pipes::Table;
use super::{Text, append, markdown, parted, settle};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::{Grid, grid::Cell};

/// The most blank lines between two rows.
const MOST_BLANKS: usize = 2;
/// How many lines without a tab may stand within a row.
const MOST_LINES_APART: usize = 12;
/// The most words of a line without tabs that is a category row and not the text after the table.
const MOST_WORDS_OF_A_CATEGORY: usize = 12;

/// The table that begins at a line. `None` when none does.
pub(crate) fn at(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Table> {
    let first = lines.get(at)?;
    let whole = || first.has_tabs().then(|| (first.text.to_owned(), at + 1));
    let (head, mut end) = whole().or_else(|| parted::head(lines, at))?;
    let runs = first.text.contains("\t\t");
    let head = cells(&head, runs);
    let roles = settle::roles(&head, languages);
    let width = head.len();
    let mut known = settle::Known::default();
    let mut table = Table { grid: Grid::default(), end, left_out: None };
    table.add(head.into_iter().map(|cell| Cell::new(broken(cell), false)));
    // Rows of one cell are the table's when a row of several follows them, and else the text's behind it.
    let mut lone: Vec<Text> = Vec::new();
    let mut blanks = MOST_BLANKS;
    loop {
        let paragraphs = parted::row(lines, end, width);
        if paragraphs.is_some() {
            blanks = parted::MOST_BLANKS;
        }
        let Some((row, next)) = paragraphs.or_else(|| row(lines, end, width, blanks)) else { break };
        if heads_another(lines, end, next, width, languages) {
            break;
        }
        end = next;
        let mut cells = cells(row.trim_matches(' '), runs);
        if cells.len() > width {
            cells.retain(|cell| !cell.is_empty());
        }
        if let [only] = cells.as_slice() {
            lone.push(markdown::inline(only));
            continue;
        }
        let columns = u16::try_from(width).unwrap_or(u16::MAX);
        for words in lone.drain(..) {
            table.add([Cell { columns, ..Cell::new(words, false) }]);
        }
        let cells = settle::settle(cells, &roles, &mut known, languages);
        table.add(cells.into_iter().map(|cell| Cell::new(broken(cell), false)));
        table.end = end;
    }
    (table.grid.height() > 1).then_some(table)
}

/// Whether the row on some lines begins with the header of a table of fewer columns: "Key", "Purpose".
fn heads_another(lines: &[Line<'_>], at: usize, end: usize, width: usize, languages: Languages) -> bool {
    let written = lines.get(at..end).unwrap_or_default().iter().find(|line| !line.is_blank());
    let Some(first) = written.filter(|line| line.has_tabs() && line.raw.matches('\t').count() + 1 < width) else {
        return false;
    };
    let roles = settle::roles(&cells(first.text, false), languages);
    roles.first() == Some(&Role::Name) && !roles.iter().skip(1).any(|role| matches!(role, Role::Name | Role::Other))
}

/// The words of the row that begins at a line, and the first line after it. A row may be broken, within a cell or at a
/// tab; a short line without tabs between two rows is a row of its own.
fn row(lines: &[Line<'_>], at: usize, width: usize, blanks: usize) -> Option<(String, usize)> {
    let (at, first) = next_written(lines, at, blanks)?;
    let mut tabs = first.raw.matches('\t').count();
    let lone = tabs == 0;
    if lone
        && (first.text.split_whitespace().nth(MOST_WORDS_OF_A_CATEGORY).is_some()
            || tabs_ahead(lines, at + 1).is_none())
    {
        return None;
    }
    let mut row = first.raw.trim_end_matches([' ', '\r']).to_owned();
    let mut end = at + 1;
    while tabs + 1 < width {
        let Some((ahead, count)) = tabs_ahead(lines, end) else { break };
        let starts = lines.get(ahead).is_some_and(|line| line.raw.starts_with('\t'));
        let fits = tabs + count + 1 == width || (tabs + count < width && starts);
        // A paragraph behind the table is no cell of the next one's header, whose first cell is empty.
        let parted = || lines.get(end..ahead).unwrap_or_default().iter().any(|line| line.is_blank());
        if !fits || lone && (count + 1 == width && !starts || parted()) {
            break;
        }
        for line in lines.get(end..=ahead).unwrap_or_default() {
            row.push('\n');
            row.push_str(line.raw.trim_end_matches([' ', '\r']));
        }
        (tabs, end) = (tabs + count, ahead + 1);
    }
    Some((row, end))
}

/// The next line with words, at most so many blank lines away.
fn next_written<'a>(lines: &[Line<'a>], at: usize, blanks: usize) -> Option<(usize, Line<'a>)> {
    (at..=at + blanks).find_map(|index| lines.get(index).filter(|line| !line.is_blank()).map(|line| (index, *line)))
}

/// The next line with tabs, and how many.
fn tabs_ahead(lines: &[Line<'_>], at: usize) -> Option<(usize, usize)> {
    (at..at + MOST_LINES_APART).find_map(|index| {
        let count = lines.get(index)?.raw.matches('\t').count();
        (count > 0).then_some((index, count))
    })
}

/// The cells of a row; where the header is aligned by runs of tabs, a run separates as one.
fn cells(row: &str, runs: bool) -> Vec<&str> {
    let cells = row.split('\t').map(str::trim).enumerate();
    cells.filter(|(index, cell)| !runs || *index == 0 || !cell.is_empty()).map(|(_, cell)| cell).collect()
}

/// A cell with its own line breaks.
fn broken(cell: &str) -> Text {
    let mut text = Text::default();
    for line in cell.split('\n') {
        text.break_line();
        append(&mut text, &markdown::inline(line));
    }
    text.finish();
    text
}
