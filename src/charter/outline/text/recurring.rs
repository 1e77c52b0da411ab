//! Tables without lines whose names come back after the same number of cells each time, with or without titles between.
//!
//! Where a bar ends every cell (`_ga |`), cells are what lies between bars, wherever the lines end; elsewhere a cell is a
//! line, or a paragraph where blank lines separate all of them.

use super::lines::Line;
use super::looks::{Cut, Looks};
use super::pipes::Table;
use super::{TextPage, fit, header, markdown, settle};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::{Grid, grid::Cell};
use crate::charter::{lifetime, provider};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The most cells a row has.
const MOST_CELLS: usize = 9;
/// The most lines one cell takes.
const MOST_LINES: usize = 14;
/// The most bytes one cell takes.
const LONGEST: usize = 1_500;
/// After so many rows without any length of time, the others are not waited for.
const MOST_UNTIMED: usize = 12;
/// How many cells tell whether they are those of a table: no more are looked at from a line that begins none.
const SAMPLE: usize = 160;

/// A cell and the first line after it.
#[derive(Debug)]
struct Found<'a> {
    words: Cow<'a, str>,
    end: usize,
    /// How it is cut, and the line it is known by. `None` where another cell may be known by the same.
    place: Option<(Cut, usize)>,
}

impl Found<'_> {
    /// How much it looks like a name, or several.
    fn look(&self, looks: &Looks) -> f32 {
        let look = || named(&self.words);
        self.place.map_or_else(look, |(cut, line)| looks.at(cut, line, look))
    }
}

/// The table of cells with a bar each that begins at a line. `None` when none does.
pub(super) fn barred(page: &TextPage<'_>, at: usize) -> Option<Table> {
    let lines = page.lines;
    let ends_cell = |line: &Line<'_>| line.text.ends_with('|') && !line.text.trim_matches(['|', ' ']).contains('|');
    lines.get(at).filter(|line| ends_cell(line))?;
    let cells = between_bars(lines, at, SAMPLE);
    let lone = lines.get(at..cells.last()?.end)?.iter().filter(|line| ends_cell(line)).count();
    if cells.len() < 6 || lone * 5 < cells.len() {
        return None;
    }
    whole(page, &cells, || between_bars(lines, at, usize::MAX), at, Rest::Left)
}

/// The table of one cell a line, or a paragraph, whose first name is on a line. `None` when there is none.
pub(super) fn headless(page: &TextPage<'_>, at: usize) -> Option<Table> {
    let look = |line: Line<'_>| page.looks.at(Cut::Lines, at, || named(line.unpiped()));
    let is_name = page.line(at).is_some_and(|line| look(line) >= 0.7);
    if is_name { each_apart(page, at, Rest::Left) } else { None }
}

/// The same under the header that begins on a line. `None` when not all names below come back so.
pub(super) fn headed(page: &TextPage<'_>, at: usize) -> Option<Table> {
    each_apart(page, at, Rest::Taken).filter(|table| table.grid.row(0).all(|(_, cell)| cell.header))
}

/// Whether a table may leave names for what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    Left,
    Taken,
}

/// The table of cells that are a line each, or a paragraph.
fn each_apart(page: &TextPage<'_>, at: usize, rest: Rest) -> Option<Table> {
    whole(page, &apart(page.lines, at, SAMPLE), || apart(page.lines, at, usize::MAX), at, rest)
}

/// The table of all cells, if the first of them make one.
fn whole<'a>(
    page: &TextPage<'_>,
    first: &[Found<'a>],
    all: impl FnOnce() -> Vec<Found<'a>>,
    at: usize,
    rest: Rest,
) -> Option<Table> {
    let found = table(page, first, at, rest)?;
    if first.len() < SAMPLE { Some(found) } else { table(page, &all(), at, rest) }
}

fn apart<'a>(lines: &[Line<'a>], at: usize, most: usize) -> Vec<Found<'a>> {
    let are_paragraphs = lines.get(at + 1).is_some_and(|line| line.is_blank());
    if are_paragraphs { paragraphs(lines, at, most) } else { single_lines(lines, at, most) }
}

fn named(words: &str) -> f32 {
    fit::names(&markdown::inline(words).plain)
}

/// The cells between bars, from a line on. Where nothing closes the last one, it is what stands on its first line.
fn between_bars<'a>(lines: &[Line<'a>], at: usize, most: usize) -> Vec<Found<'a>> {
    let mut cells = Vec::new();
    let mut words = Cow::Borrowed("");
    // How many lines the cell has so far, and where it began.
    let mut open = 0;
    let mut begun = at;
    for (index, line) in lines.iter().enumerate().skip(at) {
        // A bar alone opens a row: what stands above it, line upon line, is no cell.
        let opens = line.text == "|" && open > 1 && !words.is_empty();
        if opens || line.heading().is_some() || open > MOST_LINES || words.len() > LONGEST || cells.len() >= most {
            break;
        }
        open += 1;
        if line.text.contains("--|") {
            continue;
        }
        let mut pieces = line.text.split('|');
        push(&mut words, pieces.next().unwrap_or_default());
        for (bar, piece) in pieces.enumerate() {
            // The first cell may begin within what is one from above.
            let place = (bar == 0 && !cells.is_empty()).then_some((Cut::Bars, index));
            cells.push(Found { words: std::mem::take(&mut words), end: index + 1, place });
            push(&mut words, piece);
            (open, begun) = (0, if piece.trim().is_empty() { index + 1 } else { index });
        }
    }
    let last = lines.get(begun).filter(|line| cells.len() < most && !line.is_blank() && !line.text.contains('|'));
    cells.extend(last.map(|line| Found { words: line.text.into(), end: begun + 1, place: None }));
    cells
}

fn push<'a>(words: &mut Cow<'a, str>, more: &'a str) {
    let more = more.trim();
    if words.is_empty() {
        *words = Cow::Borrowed(more);
    } else if !more.is_empty() {
        let words = words.to_mut();
        words.push(' ');
        words.push_str(more);
    }
}

fn single_lines<'a>(lines: &[Line<'a>], at: usize, most: usize) -> Vec<Found<'a>> {
    let mut cells = Vec::new();
    let mut blanks = 0;
    for (index, line) in lines.iter().enumerate().skip(at) {
        let words = line.unpiped();
        blanks = if words.is_empty() { blanks + 1 } else { 0 };
        if blanks > 2 || words.len() > LONGEST || line.heading().is_some() || cells.len() >= most {
            break;
        }
        if !words.is_empty() {
            cells.push(Found { words: words.into(), end: index + 1, place: Some((Cut::Lines, index)) });
        }
    }
    cells
}

fn paragraphs<'a>(lines: &[Line<'a>], at: usize, most: usize) -> Vec<Found<'a>> {
    let mut cells: Vec<Found<'a>> = Vec::new();
    let mut blanks = 1;
    for (index, line) in lines.iter().enumerate().skip(at) {
        if line.is_blank() {
            blanks += 1;
            continue;
        }
        if blanks > 3 || line.heading().is_some() || line.item().is_some() || cells.len() >= most {
            break;
        }
        match cells.last_mut().filter(|_| blanks == 0) {
            Some(cell) if cell.words.len() < LONGEST => {
                push(&mut cell.words, line.text);
                cell.end = index + 1;
            }
            Some(_) => break,
            None => {
                let place = Some((Cut::Paragraphs, index));
                cells.push(Found { words: line.text.into(), end: index + 1, place });
            }
        }
        blanks = 0;
    }
    cells
}

/// The rows that some cells make, under the header among the first of them if there is one.
fn table(page: &TextPage<'_>, cells: &[Found<'_>], at: usize, rest: Rest) -> Option<Table> {
    let languages = page.languages;
    let filled = cells.iter().filter(|cell| !cell.words.is_empty());
    let filled: Vec<(&Found<'_>, f32)> = filled.map(|cell| (cell, cell.look(&page.looks))).collect();
    let first = filled.iter().position(|(_, look)| *look >= 0.7)?;
    let period = period(&filled)?;
    let head: Vec<&str> = filled.iter().take(first).map(|(cell, _)| &*cell.words).collect();
    let mut table = Table { grid: Grid::default(), end: at, left_out: None };
    let (mut roles, mut width) = (Vec::new(), period);
    // How many cells stand before the name in its row.
    let mut lead = 0;
    // A title may stand above the header, and the header may have a column more than the rows, where one is always empty.
    let mut from = 0;
    for (skipped, columns) in [0, 1, 2].into_iter().flat_map(|skipped| (0..3).map(move |more| (skipped, period + more)))
    {
        let Some(headers) = head.get(skipped..skipped + columns) else { continue };
        let own = settle::roles(headers, languages);
        let known = |roles: &[Role]| roles.iter().filter(|role| **role != Role::Other).collect::<BTreeSet<_>>().len();
        // A sure name tells where rows begin: "Cookie | Name" above "Matomo | _pk_id".
        let below = first.checked_sub(skipped + columns);
        let in_place =
            |before: usize| below.is_some_and(|below| below >= before && (below - before).is_multiple_of(period));
        let mut places = own.iter().enumerate().filter(|(_, role)| **role == Role::Name).map(|(place, _)| place);
        let leading = own.first() == Some(&Role::Name) && (columns > period || in_place(0));
        let before = if leading { Some(0) } else { places.find(|before| columns == period && in_place(*before)) };
        let Some(before) = before.or((own.first() == Some(&Role::Name)).then_some(0)) else { continue };
        if header::is_header(&own) && known(&own) * 2 > columns && known(&own) > known(&roles) {
            (roles, width, from, lead) = (own, columns, skipped, before);
        }
    }
    if !roles.is_empty() {
        table.add(head.iter().skip(from).take(width).map(|cell| Cell::new(markdown::inline(cell), true)));
    }
    // The first names below a header may be plain words.
    let below = from + width;
    let whole = !roles.is_empty() && below <= first && (first - below - lead.min(first - below)).is_multiple_of(period);
    let mut place = if whole { below } else { first };
    let mut title = if whole {
        None
    } else {
        head.iter().skip(roles.len() + from).rev().find(|words| provider::known(words).is_some()).copied()
    };
    // "TS0a1 and all that begins so": a name and a note on it, where the next name is in its place.
    let noted = |place: usize, words: &str| {
        let first = words.split(' ').next().unwrap_or_default();
        named(first) >= 0.5
            && first.contains(|c: char| c.is_ascii_digit() || c == '_')
            && words.split(' ').nth(9).is_none()
            && filled.get(place + period).is_none_or(|(_, look)| *look >= 0.7)
    };
    let mut settled = settle::Known::default();
    let mut rows = 0;
    let mut timed = 0;
    while let Some(((cell, _), (name, look))) = filled.get(place).copied().zip(filled.get(place + lead).copied()) {
        let row = filled.get(place..place + period);
        if (look >= 0.25 && (look >= 0.7 || !name.words.contains(' ')) || noted(place + lead, &name.words))
            && let Some(row) = row.filter(|row| is_row(row, lead))
        {
            if let Some(title) = title.take() {
                let columns = u16::try_from(width).unwrap_or(u16::MAX);
                table.add([Cell { columns, ..Cell::new(markdown::inline(title), false) }]);
            }
            timed += usize::from(row.iter().any(|(cell, _)| is_time(&cell.words, languages)));
            let words: Vec<&str> = row.iter().map(|(cell, _)| &*cell.words).collect();
            let words = if table.grid.height() > 0 && width > period {
                settle::settle(words, &roles, &mut settled, languages)
            } else {
                words
            };
            table.add(words.into_iter().map(|cell| Cell::new(markdown::inline(cell), false)));
            table.end = row.last().map_or(table.end, |(cell, _)| cell.end);
            rows += 1;
            place += period;
            if timed == 0 && rows >= MOST_UNTIMED {
                return None;
            }
        } else if title.is_none()
            && cell.words.len() < 120
            && filled.get(place + 1 + lead).is_some_and(|(_, look)| *look >= 0.25)
        {
            title = Some(&cell.words);
            place += 1;
        } else {
            break;
        }
    }
    // The page may be cut off in its last row.
    let cut = filled.get(place..).unwrap_or_default();
    if rows > 1 && lead == 0 && cut.len() < period && cut.first().is_some_and(|(_, look)| *look >= 0.9) {
        table.add(cut.iter().map(|(cell, _)| Cell::new(markdown::inline(&cell.words), false)));
        table.end = cut.last().map_or(table.end, |(cell, _)| cell.end);
        place += cut.len();
    }
    let again = |cell: &Found<'_>| head.get(from).is_some_and(|header| cell.words == *header);
    let left = filled.iter().skip(place).take_while(|(cell, _)| !again(cell)).filter(|(_, look)| *look >= 0.7).count();
    // One row is a table under a header, if the header is said again below it, or nothing more is.
    let lone =
        rows == 1 && roles.len() > 2 && filled.get(place).is_none_or(|(cell, _)| again(cell) || cell.words.len() > 60);
    ((rows > 1 || lone) && timed * 2 > rows && (rest == Rest::Left || left == 0)).then_some(table)
}

/// Whether a cell is a length of time: "2 years", "2 years from the last visit".
fn is_time(words: &str, languages: Languages) -> bool {
    let begins = || {
        // "13 mánuðir", in a language without a lexicon
        let figure = words.split_once(' ').is_some_and(|(number, unit)| {
            number.chars().all(|c| c.is_ascii_digit()) && number.len() < 4 && unit.chars().all(char::is_alphabetic)
        });
        figure || lifetime::find(words, languages).is_some_and(|(_, place)| place.start == 0)
    };
    lifetime::looks_like(words, languages) >= 0.7 || words.split_whitespace().nth(9).is_none() && begins()
}

/// Whether cells behind a name are none themselves.
fn is_row(row: &[(&Found<'_>, f32)], name: usize) -> bool {
    row.iter().enumerate().all(|(place, (_, look))| place == name || *look < 0.9)
}

/// After how many cells most names come back. `None` when they do not.
fn period(cells: &[(&Found<'_>, f32)]) -> Option<usize> {
    let names: Vec<usize> =
        cells.iter().enumerate().filter(|(_, (_, look))| *look >= 0.7).map(|(place, _)| place).collect();
    let mut counts = [0_usize; MOST_CELLS + 1];
    for pair in names.windows(2) {
        if let [a, b] = pair
            && let Some(count) = counts.get_mut(b - a)
        {
            *count += 1;
        }
    }
    // The last cells of rows look like names as well, and stand before those of the next rows.
    let [_, beside, ..] = counts;
    if beside * 3 + 2 >= names.len() {
        let is_name = |place: usize| cells.get(place).is_some_and(|(_, look)| *look >= 0.7);
        for (period, count) in counts.iter_mut().enumerate() {
            *count = names.iter().filter(|place| is_name(**place + period)).count();
        }
    }
    let (period, count) =
        counts.iter().enumerate().skip(2).max_by_key(|(period, count)| (**count, MOST_CELLS - period))?;
    (*count > 0 && *count * 2 + 1 >= names.len().saturating_sub(1)).then_some(period)
}
