//! Tables whose cells are aligned by spaces, as terminal browsers and PDF tools print them.

use super::lines::Line;
use super::pipes::Table;
use super::{Text, header, markdown};
use crate::charter::lexicon::Languages;
use crate::charter::outline::{Grid, grid::Cell};

/// A cell and the column of the page it begins in.
#[derive(Debug, Clone, Copy)]
struct Placed<'a> {
    at: usize,
    text: &'a str,
}

/// The table that begins at a line. `None` when none does: its first line must name columns, or three lines must share
/// the columns they begin in.
pub(crate) fn at(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Table> {
    let first = lines.get(at)?;
    let head = cells(first.raw);
    if head.len() < 2 || head.len() > 20 || first.item().is_some() || first.text.contains('|') {
        return None;
    }
    // "Name   Purpose Expiry": a wider space among single ones aligns nothing.
    if head.iter().any(|cell| header::holds_columns(cell.text, languages)) {
        return None;
    }
    let known = head.iter().filter(|cell| !languages.roles(cell.text).is_empty()).count();
    let named = known * 2 > head.len() && known >= 2;
    if !named && !(1..=2).all(|below| lines.get(at + below).is_some_and(|line| shares(&head, &cells(line.raw)))) {
        return None;
    }
    let mut table = Table { grid: Grid::default(), end: at + 1, left_out: None };
    table.add(head.iter().map(|cell| Cell::new(markdown::inline(cell.text), false)));
    let mut row: Vec<Text> = Vec::new();
    let mut blanks = 0;
    for (index, line) in lines.iter().enumerate().skip(at + 1) {
        if line.is_blank() {
            blanks += 1;
            if blanks > 2 {
                break;
            }
            continue;
        }
        if line.rule().is_some() || line.text.chars().all(|c| matches!(c, '-' | '=' | ' ' | '+' | '─' | '━')) {
            continue;
        }
        let here = cells(line.raw);
        let begins = here.first().is_some_and(|cell| column(&head, cell.at) == 0);
        let more = !begins && !row.is_empty();
        if !more && here.len() < 2 {
            break;
        }
        if begins && !row.is_empty() {
            table.add(std::mem::take(&mut row).into_iter().map(|text| Cell::new(text, false)));
        }
        row.resize_with(head.len(), Text::default);
        for cell in here {
            if let Some(text) = row.get_mut(column(&head, cell.at)) {
                let words = markdown::inline(cell.text);
                if !text.is_empty() {
                    text.add(" ");
                }
                text.add(&words.plain);
            }
        }
        blanks = 0;
        table.end = index + 1;
    }
    if !row.is_empty() {
        table.add(row.into_iter().map(|text| Cell::new(text, false)));
    }
    (table.grid.height() > 1).then_some(table)
}

/// The pieces of a line that two spaces or more separate.
fn cells(raw: &str) -> Vec<Placed<'_>> {
    let mut cells = Vec::new();
    let mut from = None;
    let mut spaces = 0;
    for (column, (at, character)) in raw.char_indices().enumerate() {
        if character.is_whitespace() {
            spaces += 1;
            continue;
        }
        if from.is_none() || spaces >= 2 {
            if let Some((start, begun)) = from {
                cells.push(Placed { at: begun, text: raw.get(start..at).unwrap_or_default().trim() });
            }
            from = Some((at, column));
        }
        spaces = 0;
    }
    if let Some((start, begun)) = from {
        cells.push(Placed { at: begun, text: raw.get(start..).unwrap_or_default().trim() });
    }
    cells
}

/// The column that a cell beginning at a place belongs to: the last that begins before it, or just after.
fn column(head: &[Placed<'_>], at: usize) -> usize {
    head.iter().rposition(|cell| cell.at <= at + 2).unwrap_or(0)
}

fn shares(head: &[Placed<'_>], cells: &[Placed<'_>]) -> bool {
    cells.len() == head.len() && cells.iter().zip(head).all(|(cell, head)| cell.at.abs_diff(head.at) <= 1)
}

#[cfg(test)]
mod tests {
    use super::at;
    use crate::charter::lexicon::Languages;
    use crate::charter::outline::text::lines::lines;

    #[test]
    fn cells_stand_under_their_header_and_may_go_on_below() {
        let text = "\
Name          Purpose                     Expiry
------------  --------------------------  -------
sid           Keeps the visitor           Session
              signed in
lang                                      1 year

Contact us at any time.";
        let table = at(&lines(text), 0, Languages::of(Some("en"))).unwrap();
        let rows: Vec<String> = (0..table.grid.height()).map(|row| table.grid.row_text(row)).collect();
        assert_eq!(rows, ["Name | Purpose | Expiry", "sid | Keeps the visitor signed in | Session", "lang | 1 year"]);
        assert_eq!(table.grid.text(2, 2), "1 year");
    }

    #[test]
    fn sentences_with_double_spaces_are_no_table() {
        let text = "We use cookies.  They are small.\nRead on.";
        assert!(at(&lines(text), 0, Languages::of(Some("en"))).is_none());
    }
}
