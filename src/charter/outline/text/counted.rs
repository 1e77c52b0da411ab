//! Rows of a markdown table that are broken over lines, each cell with its bar behind it: as many bars make a row as the
//! header has cells.

use super::lines::Line;
use super::markdown;
use super::pipes::{Table, cells, separator};
use crate::charter::outline::{Grid, grid::Cell};

/// The most lines a row may take.
const MOST_LINES: usize = 16;

/// The table whose header is on a line. `None` where its rows stand on one line each, or their bars do not add up.
pub(super) fn at(lines: &[Line<'_>], at: usize) -> Option<Table> {
    let header = cells(lines.get(at)?.text);
    separator(lines.get(at + 1)?.text)?;
    let mut table = Table { grid: Grid::default(), end: at + 2, left_out: None };
    table.add(header.iter().map(|cell| Cell::new(markdown::inline(cell), true)));
    let mut broken = 0;
    while let Some((row, end)) = row(lines, table.end, header.len()) {
        broken += usize::from(end > table.end + 1);
        table.add(row.iter().map(|cell| Cell::new(markdown::inline(cell.trim()), false)));
        table.end = end;
    }
    let goes_on = lines.get(table.end).is_some_and(|line| line.text.contains('|'));
    (header.len() > 2 && broken > 1 && !goes_on).then_some(table)
}

/// The cells of the row that begins at a line, and the first line after it. `None` where no line ends with the last of
/// its bars.
fn row<'a>(lines: &[Line<'a>], at: usize, width: usize) -> Option<(Vec<&'a str>, usize)> {
    let mut row = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(at).take(MOST_LINES) {
        row.extend(line.text.strip_suffix('|')?.split('|'));
        if row.len() >= width {
            return (row.len() == width).then_some((row, index + 1));
        }
    }
    None
}
