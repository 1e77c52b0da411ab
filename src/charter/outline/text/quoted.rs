//! Rows of quoted fields, `"sid", "Keeps you signed in", "1 hour"`, and the tables of reStructuredText: such rows below
//! `.. csv-table::`, its header among its options, or one cell an item below `.. list-table::`.

use super::lines::Line;
use super::markdown;
use super::pipes::Table;
use crate::charter::outline::{Grid, grid::Cell};

/// The most lines over which the fields of one row are spread.
const MOST_LINES: usize = 12;
/// The most lines of options above the rows.
const MOST_OPTIONS: usize = 12;

/// The table that begins at a line. `None` when none does.
pub(super) fn at(lines: &[Line<'_>], at: usize) -> Option<Table> {
    let text = lines.get(at)?.text;
    let directive = |name: &str| text.strip_prefix("..").map(str::trim_start).and_then(|text| text.strip_prefix(name));
    if let Some(title) = directive("csv-table::") {
        below(lines, at, title, commas)
    } else if let Some(title) = directive("list-table::") {
        below(lines, at, title, items)
    } else {
        bare(lines, at)
    }
}

/// Rows of which every field is quoted, with nothing above to announce them.
fn bare(lines: &[Line<'_>], at: usize) -> Option<Table> {
    let first = quoted(lines.get(at)?.text)?;
    let same = |line: &Line<'_>| quoted(line.text).filter(|fields| fields.len() == first.len());
    let mut table = Table { grid: Grid::default(), end: at, left_out: None };
    while let Some(fields) = lines.get(table.end).and_then(same) {
        table.row(&fields, Header::No);
    }
    (table.grid.height() > 1).then_some(table)
}

/// The table below a directive; `row` reads the row that begins at a line and tells the first line after it.
fn below(
    lines: &[Line<'_>],
    at: usize,
    title: &str,
    row: impl Fn(&[Line<'_>], usize) -> Option<(Vec<String>, usize)>,
) -> Option<Table> {
    let mut table = Table { grid: Grid::default(), end: at + 1, left_out: None };
    if !title.trim().is_empty() {
        table.grid.caption = Some(markdown::inline(title.trim()).plain);
    }
    let indent = lines.get(at)?.indent();
    let mut headers = 0_usize;
    while let Some((option, value)) = lines
        .get(table.end)
        .and_then(|line| line.text.strip_prefix(':')?.split_once(':'))
        .filter(|_| table.end < at + MOST_OPTIONS)
    {
        table.end += 1;
        match option {
            "header" => table.row(&fields(value)?, Header::Yes),
            "header-rows" => headers = value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }
    let start = table.end;
    let mut next = start;
    while let Some(line) = lines.get(next) {
        if line.is_blank() {
            next += 1;
            continue;
        }
        let Some((cells, end)) = (line.indent() > indent).then(|| row(lines, next)).flatten() else { break };
        let header = if headers > 0 { Header::Yes } else { Header::No };
        headers = headers.saturating_sub(1);
        table.row(&cells, header);
        next = end;
        table.end = end;
    }
    (table.end > start && table.grid.width() > 1).then_some(table)
}

/// The fields of a row, quoted or not, on one line or several.
fn commas(lines: &[Line<'_>], at: usize) -> Option<(Vec<String>, usize)> {
    let mut words = String::new();
    for (index, line) in lines.iter().enumerate().skip(at).take(MOST_LINES) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(line.text);
        if words.matches('"').count().is_multiple_of(2) {
            return Some((fields(&words)?, index + 1));
        }
    }
    None
}

/// The items of a row: "* - sid", then "- Keeps you signed in" on the lines below.
fn items(lines: &[Line<'_>], at: usize) -> Option<(Vec<String>, usize)> {
    let cell =
        |text: &str| text.strip_prefix('-').filter(|cell| cell.is_empty() || cell.starts_with(' ')).map(str::to_owned);
    let first = lines.get(at)?;
    let mut cells = vec![cell(first.text.strip_prefix('*')?.trim_start())?];
    let mut end = at + 1;
    while let Some(line) = lines.get(end).filter(|line| !line.is_blank() && line.indent() > first.indent()) {
        match (cell(line.text), cells.last_mut()) {
            (Some(cell), _) => cells.push(cell),
            (None, Some(last)) => {
                last.push(' ');
                last.push_str(line.text);
            }
            (None, None) => return None,
        }
        end += 1;
    }
    Some((cells, end))
}

/// The fields of a line of which all are quoted, two or more.
fn quoted(text: &str) -> Option<Vec<String>> {
    let closed = text.starts_with('"') && text.trim_end_matches([',', ';']).ends_with('"');
    let fields = closed.then(|| fields(text.trim_end_matches([',', ';']))).flatten()?;
    let quotes = text.matches('"').count();
    (fields.len() > 1 && quotes >= fields.len() * 2).then_some(fields)
}

/// The fields between commas, or semicolons where one follows the first field. `None` when something stands beside the
/// quotes of a field.
fn fields(text: &str) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    let mut rest = text.trim();
    let mut apart = None;
    loop {
        let field = if let Some(quoted) = rest.strip_prefix('"') {
            let mut field = String::new();
            let mut after = quoted;
            loop {
                let (words, next) = after.split_once('"')?;
                field.push_str(words);
                // Two quotes are one of the field's own.
                if let Some(next) = next.strip_prefix('"') {
                    field.push('"');
                    after = next;
                } else {
                    rest = next.trim_start();
                    break;
                }
            }
            field
        } else {
            let end = rest.find(|c| apart.map_or(matches!(c, ',' | ';'), |apart| c == apart)).unwrap_or(rest.len());
            let (field, next) = rest.split_at(end);
            rest = next;
            field.to_owned()
        };
        fields.push(field.trim().to_owned());
        let Some(next) = rest.chars().next() else { return Some(fields) };
        if *apart.get_or_insert(next) != next || !matches!(next, ',' | ';') {
            return None;
        }
        rest = rest.get(1..)?.trim_start();
    }
}

/// Whether a row is the header of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Header {
    Yes,
    No,
}

impl Table {
    fn row(&mut self, cells: &[String], header: Header) {
        self.add(cells.iter().map(|cell| Cell::new(markdown::inline(cell.trim()), header == Header::Yes)));
        self.end += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{fields, quoted};

    #[test]
    fn fields_are_quoted_or_not() {
        let cut = |text| fields(text).unwrap_or_default();
        assert_eq!(cut(r#""sid", "Keeps you, and ""them"".", 1 hour"#), ["sid", "Keeps you, and \"them\".", "1 hour"]);
        assert_eq!(cut(r#""sid";"a";"b""#), ["sid", "a", "b"]);
        assert_eq!(cut(r#""sid" is "a""#), <[&str; 0]>::default());
        assert!(quoted(r#""Yes", she said, "no""#).is_none());
        assert!(quoted(r#""only one""#).is_none());
    }
}
