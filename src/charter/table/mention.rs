//! Tables of other things (categories, data) whose cells name a cookie in passing: "localStorage key `consent_v1`".

use super::header::{self, Header};
use super::row::retell_purpose;
use crate::charter::entry::Entry;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::line::{Line, Of};
use crate::charter::outline::{Grid, Mark, Marked};
use crate::charter::{lifetime, name, prose};
use crate::text;

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
            let is_code = |mark: &Mark| mark.marked == Marked::Code && line.words.trim() == text_of(&line, mark);
            let is_sure = line.marks.iter().any(is_code) || is_kept_for(grid, row, &header, languages);
            let alone = is_sure.then(|| alone(&line)).flatten();
            for mut entry in prose::read(&[line], false, languages).into_iter().chain(alone) {
                for (other, role) in header.firsts() {
                    if other != column && !matches!(role, Role::Name | Role::Other) {
                        entry.take(role);
                        entry.tell(role, grid.text(row, other));
                    }
                }
                if header.firsts().all(|(_, role)| role != Role::Lifetime) && entry.fact(Role::Lifetime).is_none() {
                    retell_purpose(&mut entry, languages);
                }
                entry.words = grid.row_text(row);
                entries.push(entry);
            }
        }
    }
    entries
}

/// The words that a mark singles out.
fn text_of<'a>(line: &Line<'a>, mark: &Mark) -> &'a str {
    line.words.get(mark.start..mark.end).unwrap_or_default().trim()
}

/// The entry of a cell that is one name and nothing else, among services: "`shop_consent`", above "Google Analytics".
fn alone(line: &Line<'_>) -> Option<Entry> {
    let name = line.words.trim();
    // `access_log` and `ip_address` are kept for so long as well.
    let is_of_cookies = ["cookie", "consent", "session"].iter().any(|word| text::holds(name, word));
    let is_name = name.contains('_') && name::is_literal(name) && name::looks_like(name) >= 0.95;
    (is_name && is_of_cookies).then(|| Entry {
        name: name.to_owned(),
        section: line.section,
        row: line.row,
        ..Entry::default()
    })
}

/// Whether a row gives a length of time where its header asks for one.
fn is_kept_for(grid: &Grid, row: usize, header: &Header, languages: Languages) -> bool {
    let mut times = header.firsts().filter(|(_, role)| *role == Role::Lifetime);
    times.any(|(column, _)| lifetime::parse(grid.text(row, column), languages, None).is_some())
}
