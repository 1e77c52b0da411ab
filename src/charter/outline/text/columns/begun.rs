//! Tables whose lines are not padded to the same width: a cell belongs to the title it begins under, whatever else
//! crosses the columns of the page.

use super::head::{Piece, pieces, shares};
use super::{MOST_COLUMNS, is_drawn};
use crate::charter::lexicon::Languages;
use crate::charter::outline::text::lines::Line;
use crate::charter::outline::text::pipes::Table;
use crate::charter::outline::text::{Text, append, header, markdown};
use crate::charter::outline::{Grid, grid::Cell};

/// How many blank lines may stand within a table.
const MOST_BLANKS: usize = 2;

/// The table that begins at a line. `None` when none does: its first line must name columns, or three lines must share
/// the columns they begin in.
pub(super) fn at(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Table> {
    let first = lines.get(at).filter(|line| line.item().is_none() && !line.text.contains('|'))?;
    let head = pieces(first.raw);
    // "Name   Purpose Expiry": a wider space among single ones aligns nothing.
    if !(2..=MOST_COLUMNS).contains(&head.len()) || head.iter().any(|cell| header::holds_columns(cell.text, languages))
    {
        return None;
    }
    let known = head.iter().filter(|cell| !languages.roles(cell.text).is_empty()).count();
    let named = known * 2 > head.len() && known >= 2;
    if !named && !(1..=2).all(|below| lines.get(at + below).is_some_and(|line| shares(line, &head))) {
        return None;
    }
    let mut table = Table { grid: Grid::default(), end: at + 1, left_out: None };
    table.add(head.iter().map(|cell| Cell::new(markdown::inline(cell.text), false)));
    let mut row: Vec<Text> = Vec::new();
    let mut blanks = 0;
    for (index, line) in lines.iter().enumerate().skip(at + 1) {
        if line.is_blank() {
            blanks += 1;
            if blanks > MOST_BLANKS {
                break;
            }
            continue;
        }
        if line.rule().is_some() || is_drawn(line.text) {
            continue;
        }
        let here = pieces(line.raw);
        let begins = here.first().is_some_and(|cell| column(&head, cell.from) == 0);
        let goes_on = !begins && !row.is_empty();
        if !goes_on && here.len() < 2 {
            break;
        }
        if begins && !row.is_empty() {
            table.add(std::mem::take(&mut row).into_iter().map(|text| Cell::new(text, false)));
        }
        row.resize_with(head.len(), Text::default);
        for cell in here {
            if let Some(text) = row.get_mut(column(&head, cell.from)) {
                if !text.is_empty() {
                    text.add(" ");
                }
                append(text, &markdown::inline(cell.text));
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

/// The column that a cell beginning at a place belongs to: the last that begins before it, or just after.
fn column(head: &[Piece<'_>], at: usize) -> usize {
    head.iter().rposition(|cell| cell.from <= at + 2).unwrap_or(0)
}
