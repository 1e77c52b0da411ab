//! Tables that have lost their lines: a header in running text, then rows on one line each, or one cell a line.

use super::align::{self, Found, Piece};
use super::header::{self, Apart, Header};
use super::lines::Line;
use super::{Body, TextPage, glued, labels, markdown, recurring, split};
use crate::charter::lexicon::Role;
use crate::charter::outline::{Grid, grid::Cell};
use crate::charter::{category, lifetime, name, provider};

/// Reads the table whose header begins at a line. `None` when there is none, or no row follows.
pub(super) fn read(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let Some(header) = header::at(page.lines, at, page.languages) else {
        let table = recurring::headless(page, at).or_else(|| glued::headless(page, at))?;
        page.push(Body::Grid(table.grid), 0);
        return Some(table.end);
    };
    if matches!(header.apart, Apart::Lines(_)) {
        if let Some(table) = recurring::headed(page, at) {
            page.push(Body::Grid(table.grid), 0);
            return Some(table.end);
        }
        // A header that has lost a cell tells nothing of where the others belong.
        let wider = recurring::headless(page, header.end)
            .filter(|table| table.grid.width() > header.roles.len() && table.grid.height() > 3);
        if let Some(table) = wider {
            page.push(Body::Grid(table.grid), 0);
            return Some(table.end);
        }
    } else if let Some(end) = rows_of_one_line(page, &header) {
        return Some(end);
    } else if header.roles.len() < 3 {
        // "About Cookies" is a title, whatever stands on the lines below it.
        return None;
    }
    rows_of_pieces(page, &header)
}

/// Rows of one line each, their cells apart by single spaces or by nothing.
fn rows_of_one_line(page: &mut TextPage<'_>, header: &Header) -> Option<usize> {
    let mut table = Table::under(header);
    let mut end = header.end;
    let mut blanks = 0;
    let below = page.lines.get(header.end..).unwrap_or_default();
    let repeats =
        split::Repeats::of(below.iter().map(|line| line.text).take_while(|text| text.len() < split::LONGEST_LINE));
    let mut last: Option<Vec<String>> = None;
    // The last row as it is written.
    let mut written = String::new();
    let numbered = page.line(header.end - 1).is_some_and(|line| header::unnumbered(line.text) != line.text);
    let mut next = header.end;
    while let Some(line) = page.line(next) {
        let index = next;
        next += 1;
        if line.is_blank() {
            blanks += 1;
            if blanks > 2 {
                break;
            }
            continue;
        }
        if line.heading().is_some() || line.item().is_some() || table.rows > MOST_ROWS {
            break;
        }
        if let Some((row, below)) = row_of_lines(page, index, header) {
            table.add(last.replace(row));
            (next, end, blanks) = (below, below, 0);
            continue;
        }
        let named = if header.apart == Apart::Spaces { names_of_lines(page, index) } else { None };
        let (row, below) = named.unwrap_or_else(|| (line.text.to_owned(), next));
        let words = markdown::inline(&row).plain;
        next = below;
        let words = if numbered { uncounted(&words).to_owned() } else { words };
        let row = split::row(&words, header, &repeats, page.languages).filter(|row| row.fit > 0.3);
        if row.is_none() && titles_rows(page, index, header, &repeats) {
            table.add(last.take());
            if table.rows > 0 {
                page.push(Body::Grid(table.grid), 0);
                table = Table::under(header);
            }
            page.running(markdown::inline(line.text), index, index + 1);
            continue;
        }
        let previous = index.checked_sub(1).and_then(|before| page.line(before)).filter(|line| !line.is_blank());
        match (row, &mut last) {
            (Some(row), _) => {
                table.add(last.replace(row.cells));
                written = words;
            }
            (None, Some(cells))
                if blanks == 0 && previous.is_some_and(|previous| previous.runs_into(line, page.width)) =>
            {
                for said in cells.last_mut().into_iter().chain([&mut written]) {
                    said.push(' ');
                    said.push_str(&words);
                }
            }
            (None, Some(cells)) if header.apart == Apart::Spaces => {
                let Some((whole, below)) = row_over_lines(page, index, (&written, cells), header, &repeats) else {
                    break;
                };
                *cells = whole;
                next = below;
            }
            _ => break,
        }
        blanks = 0;
        end = next;
    }
    table.add(last);
    (table.rows > 0).then(|| {
        page.push(Body::Grid(table.grid), 0);
        end
    })
}

/// A row whose names are a line each, and the first line after it: "sid," and "`sid_long`" above "2 days Keeps you signed in".
fn names_of_lines(page: &TextPage<'_>, at: usize) -> Option<(String, usize)> {
    const MOST: usize = 8;
    let below = page.lines.get(at..)?;
    let bare = below.iter().take(MOST).map(|line| line.text.trim_end_matches([',', ';']));
    let names: Vec<&str> = bare.take_while(|name| name::looks_like(name) >= 0.9).collect();
    let rest = below.get(names.len()).filter(|line| line.text.split_whitespace().nth(3).is_some())?;
    (!names.is_empty()).then(|| (format!("{} {}", names.join(", "), rest.text), at + names.len() + 1))
}

/// A row whose cells behind the name are lines, the first of which the name stands on, and the first line after it: "sid Of
/// this visit", "Deleted when you leave", "Signs in", under the headings of a name, a length of time and something else.
fn row_of_lines(page: &TextPage<'_>, at: usize, header: &Header) -> Option<(Vec<String>, usize)> {
    const MOST_WORDS: usize = 3;
    if header.apart != Apart::Spaces || !matches!(header.roles.as_slice(), [Role::Name, Role::Lifetime, _]) {
        return None;
    }
    let is_time = |words: &str| lifetime::looks_like(words, page.languages) >= 0.7;
    let begins = |at: usize| {
        let line = page.line(at)?.text;
        let (name, said) = line.split_once(' ').filter(|(name, _)| name::looks_like(name) >= 0.75)?;
        let time = page.line(at + 1)?.text;
        let is_note = said.starts_with(char::is_uppercase) && said.split(' ').nth(MOST_WORDS).is_none();
        (is_note && !is_time(said) && is_time(time)).then(|| (name, format!("{said} {time}")))
    };
    let (name, time) = begins(at)?;
    let said = page.line(at + 2).filter(|line| !line.is_blank() && begins(at + 2).is_none()).map(|line| line.text);
    let row = [name, &time, said.unwrap_or_default()].map(|cell| markdown::inline(cell).plain);
    Some((row.to_vec(), at + 2 + usize::from(said.is_some())))
}

/// A row that goes on over some lines, up to the next row, and fills cells there that its first line leaves empty; and the
/// first line after it: "sid 2 Keeps you signed in.", "It counts visits too.", "1 year".
fn row_over_lines(
    page: &TextPage<'_>,
    at: usize,
    (first, cells): (&str, &[String]),
    header: &Header,
    repeats: &split::Repeats,
) -> Option<(Vec<String>, usize)> {
    const MOST_LINES: usize = 8;
    let cut = |words: &str| split::row(words, header, repeats, page.languages).filter(|row| row.fit > 0.3);
    let mut whole = first.to_owned();
    for index in at..at + MOST_LINES {
        let line = page.line(index)?;
        let words = markdown::inline(line.text).plain;
        if may_begin_row(&words) && cut(&words).is_some() {
            let row = cut(&whole).filter(|row| row.cells.first() == cells.first())?;
            let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
            return (filled(&row.cells) > filled(cells)).then_some((row.cells, index));
        }
        let is_header = header::at(page.lines, index, page.languages).is_some();
        if is_header || line.heading().is_some() || line.item().is_some() || whole.len() > split::LONGEST_LINE {
            return None;
        }
        if !words.is_empty() {
            whole.push(' ');
            whole.push_str(&words);
        }
    }
    None
}

/// Whether a line begins with a word that is none of a sentence.
fn may_begin_row(words: &str) -> bool {
    words.split(' ').next().is_some_and(|word| name::looks_like(word.trim_end_matches('-')) >= 0.4)
}

/// Whether a line is the title of the rows below it: "Necessary", "Google Analytics".
fn titles_rows(page: &TextPage<'_>, at: usize, header: &Header, repeats: &split::Repeats) -> bool {
    let (Some(line), Some(below)) = (page.line(at), page.line(at + 1)) else { return false };
    let short = line.text.split_whitespace().nth(3).is_none() && !line.text.ends_with(['.', ':', ',']);
    let names = || category::of(line.text, page.languages).is_some() || provider::known_whole(line.text).is_some();
    let is_row = |text| split::row(text, header, repeats, page.languages).is_some_and(|row| row.fit > 0.3);
    short && names() && is_row(&markdown::inline(below.text).plain)
}

/// A row without the number that counts it.
fn uncounted(row: &str) -> &str {
    row.split_once(' ')
        .filter(|(number, _)| number.chars().all(|c| c.is_ascii_digit() || c == '.'))
        .map_or(row, |(_, row)| row)
}

/// The most rows that are cut out of lines: every cut is costly.
const MOST_ROWS: usize = 3_000;

/// Rows of one piece a cell, some of them missing or broken over pieces.
fn rows_of_pieces(page: &mut TextPage<'_>, header: &Header) -> Option<usize> {
    let (pieces, ends) = pieces(page, header);
    let (found, taken) = align::rows(&pieces, &header.roles, page.languages);
    let name = header.roles.iter().position(|role| *role == Role::Name)?;
    let is_real =
        |row: &Vec<Option<String>>| row.get(name).is_some_and(Option::is_some) && row.iter().flatten().count() > 1;
    if !found.iter().any(|found| matches!(found, Found::Row(row) if is_real(row))) {
        return None;
    }
    let mut table = Table::under(header);
    for found in found {
        match found {
            Found::Row(row) => table.add(Some(row.into_iter().map(Option::unwrap_or_default).collect())),
            Found::Outside(index) => {
                if table.rows > 0 {
                    page.push(Body::Grid(table.grid), 0);
                    table = Table::under(header);
                }
                if let (Some(piece), Some(end)) = (pieces.get(index), ends.get(index)) {
                    page.running(markdown::inline(&piece.text), *end, *end);
                }
            }
        }
    }
    if table.rows > 0 {
        page.push(Body::Grid(table.grid), 0);
    }
    taken.checked_sub(1).and_then(|last| ends.get(last).copied())
}

/// The pieces below a header, up to what cannot belong to its table, each with the first line after it.
fn pieces(page: &TextPage<'_>, header: &Header) -> (Vec<Piece>, Vec<usize>) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    let mut gap = 0;
    // Blank lines separate the cells: lines without one between are of one cell.
    let apart = match header.apart {
        Apart::Lines(blanks) => blanks > 0,
        _ => page.line(header.end).is_some_and(Line::is_blank),
    };
    for index in header.end..page.lines.len() {
        let Some(line) = page.line(index) else { break };
        if line.unpiped().is_empty() {
            gap += usize::from(line.is_blank());
            continue;
        }
        let marked = line.heading().is_some()
            || line.item().is_some()
            || line.has_tabs()
            || super::enumerated(line.text) != line.text
            || line.unpiped().contains(" | ")
            || labels::pair(line.text, page.languages).is_some();
        if marked
            || gap > 12
            || pieces.len() >= align::MOST_PIECES
            || header::at(page.lines, index, page.languages).is_some()
        {
            break;
        }
        let words = markdown::inline(line.unpiped()).plain;
        match (pieces.last_mut(), ends.last_mut()) {
            (Some(piece), Some(end)) if gap == 0 && apart => {
                piece.text.push('\n');
                piece.text.push_str(&words);
                *end = index + 1;
            }
            _ => {
                pieces.push(Piece { text: words, gap });
                ends.push(index + 1);
            }
        }
        gap = 0;
    }
    (pieces, ends)
}

struct Table {
    grid: Grid,
    rows: usize,
}

impl Table {
    fn under(header: &Header) -> Self {
        let mut grid = Grid::default();
        let cells = header.cells.iter().map(|cell| Cell::new(markdown::inline(cell), true));
        let rows = if grid.add_row(cells) { 0 } else { usize::MAX };
        Self { grid, rows }
    }

    fn add(&mut self, cells: Option<Vec<String>>) {
        let Some(cells) = cells else { return };
        if self.grid.add_row(cells.iter().map(|cell| Cell::new(super::Text::new(cell), false))) {
            self.rows += 1;
        }
    }
}
