//! Tables whose cells another mark than a pipe separates: arrows, semicolons, dashes.

use super::fit::Look;
use super::header;
use super::lines::Line;
use super::pipes::Table;
use super::{markdown, settle};
use crate::charter::field;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::{Grid, grid::Cell};

/// What may separate cells, the surest first.
const MARKS: [&str; 8] = [" -> ", " => ", " → ", ";", " – ", " — ", " - ", " • "];

/// The most cells of a row.
const MOST_CELLS: usize = 12;

/// The table that begins at a line. `None` when none does: two lines below each other must have as many cells apart by one
/// mark, and be rows of cookies. Arrows occur in no sentence: a single row of them is one.
pub(crate) fn at(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Table> {
    let first = lines.get(at)?.text;
    // "Name: sid; Purpose: keeps you signed in" is no row of cells.
    if field::apart(first, languages).len() > 1 {
        return None;
    }
    let mark = MARKS.into_iter().find(|mark| cells(first, mark).is_some())?;
    let width = cells(first, mark)?.len();
    let row = |index: usize| cells(lines.get(index)?.text, mark).filter(|cells| cells.len() <= width + 1);
    let head = row(at)?;
    let second = written(lines, at + 1).and_then(row).filter(|second| second.len() == width);
    let is_header = header::is_header(&settle::roles(&head, languages));
    let is_table = match second {
        Some(second) => is_header || declares(&head, languages) && declares(&second, languages),
        None => mark.contains(['>', '→']) && declares(&head, languages),
    };
    if !is_table {
        return None;
    }
    let mut table = Table { grid: Grid::default(), end: at, left_out: None };
    let mut next = Some(at);
    while let Some((index, cells)) = next.and_then(|index| Some((index, row(index)?))) {
        table.add(cells.into_iter().map(|cell| Cell::new(markdown::inline(cell), is_header && index == at)));
        table.end = index + 1;
        next = written(lines, index + 1);
    }
    Some(table)
}

/// The cells of a line. `None` when the mark separates fewer than three.
fn cells<'a>(text: &'a str, mark: &str) -> Option<Vec<&'a str>> {
    let text = text.trim_end_matches(';');
    let cells: Vec<&str> = text.split(mark).map(str::trim).take(MOST_CELLS + 1).collect();
    ((3..=MOST_CELLS).contains(&cells.len()) && cells.first().is_some_and(|cell| !cell.is_empty())).then_some(cells)
}

/// Whether cells are those of a cookie: its name, and a length of time.
fn declares(cells: &[&str], languages: Languages) -> bool {
    let looks: Vec<Look> = cells.iter().map(|cell| Look::of(&markdown::inline(cell).plain, languages)).collect();
    let is_name = |look: &Look| look.fit(Role::Name) > 0.0;
    looks.iter().any(is_name) && looks.iter().any(|look| look.lifetime >= 0.7)
}

/// The line at a place, or the one below a blank line.
fn written(lines: &[Line<'_>], at: usize) -> Option<usize> {
    (at..at + 2).find(|index| lines.get(*index).is_some_and(|line| !line.is_blank()))
}

#[cfg(test)]
mod tests {
    use super::at;
    use crate::charter::lexicon::Languages;
    use crate::charter::outline::text::lines::lines;

    fn rows(text: &str) -> Vec<String> {
        let table = at(&lines(text), 0, Languages::of(Some("en")));
        table.map_or(Vec::new(), |table| (0..table.grid.height()).map(|row| table.grid.row_text(row)).collect())
    }

    #[test]
    fn marks_separate_cells() {
        assert_eq!(
            rows("sid -> Own -> Keeps you signed in. -> Session\n_ga -> Google -> Counts. -> 2 years\nThe end"),
            ["sid | Own | Keeps you signed in. | Session", "_ga | Google | Counts. | 2 years"]
        );
        assert_eq!(
            rows("Name;Provider;Duration\n\nsid;Own;Session\n_ga;Google;2 years;"),
            ["Name | Provider | Duration", "sid | Own | Session", "_ga | Google | 2 years"]
        );
    }

    #[test]
    fn sentences_are_no_rows() {
        assert!(
            rows("We use cookies; they are small; they help.\nWe read them; we keep them; we delete them.").is_empty()
        );
        assert!(rows("Home - Shop - Contact\nTerms - Privacy - Cookies").is_empty());
        assert!(rows("_ga - Google - 2 years").is_empty());
    }
}
