//! Tables of other things (categories, data) whose cells name a cookie in passing: "localStorage key `consent_v1`".

use super::header;
use crate::charter::entry::Entry;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::line::{Line, Of};
use crate::charter::outline::Grid;
use crate::charter::prose;

/// The most rows that are searched.
const MOST_ROWS: usize = 200;

/// The cookies that the cells of a table's sentences name, with what the other cells of their row tell.
pub(in crate::charter) fn read(grid: &Grid, section: Option<usize>, block: usize, languages: Languages) -> Vec<Entry> {
    let mut entries = Vec::new();
    let Some(header) = header::at(grid, 0, languages) else { return entries };
    for row in header.below..grid.height().min(MOST_ROWS) {
        for (column, cell) in grid.row(row) {
            let line = Line {
                words: &cell.text.plain,
                value: None,
                of: Of::Paragraph,
                marks: cell.text.marks.clone(),
                section,
                block,
                depth: 0,
                row: u32::try_from(row + 1).ok(),
            };
            for mut entry in prose::read(&[line], false, languages) {
                for (other, role) in header.firsts() {
                    if other != column && !matches!(role, Role::Name | Role::Other) {
                        entry.take(role);
                        entry.tell(role, grid.text(row, other));
                    }
                }
                entry.words = grid.row_text(row);
                entries.push(entry);
            }
        }
    }
    entries
}
