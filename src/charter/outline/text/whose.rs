//! Tables of single spaces whose rows begin with where a cookie lies and whose it is, their cells broken over lines and their
//! rows over pages, as they are copied out of a PDF: "example.org First-Party sid Strictly", "Necessary", "Keeps you signed",
//! "in.", "Session."

use super::lines::Line;
use super::pipes::Table;
use super::{TextPage, header};
use crate::charter::lexicon::{Index, Languages, Role};
use crate::charter::outline::{Grid, Text, grid::Cell};
use crate::charter::{lifetime, name, party, provider};
use crate::text::Tokens;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The most lines of such a table, of its header, of a row.
const MOST_LINES: usize = 10_000;
const MOST_OF_HEADER: usize = 4;
const MOST_OF_ROW: usize = 80;

/// The most words before a party, and in a cell of names.
const MOST_OF_HOST: usize = 3;
const MOST_OF_NAMES: usize = 16;

/// What is no longer is a word of sentences as well: "We".
const SHORTEST_PARTY: usize = 3;

/// The fewest rows that make a table.
const FEWEST_ROWS: usize = 3;

/// A line, with those that a hyphen joins to it.
struct Piece {
    words: String,
    /// The line after it.
    end: usize,
}

/// The titles of the columns.
struct Header {
    cells: Vec<String>,
    /// Whether where a cookie lies has a column before its party.
    has_host: bool,
    /// How many pieces they take.
    pieces: usize,
}

/// A row, its cells not yet told apart.
struct Row {
    host: String,
    party: String,
    /// What follows the party.
    said: Vec<Piece>,
    /// The line after its first one.
    end: usize,
}

/// The table whose header begins at a line. `None` when none does.
pub(super) fn at(page: &mut TextPage<'_>, at: usize) -> Option<Table> {
    const LONGEST: usize = 80;
    let (lines, languages) = (page.lines, page.languages);
    let first = page.line(at)?.text;
    let may_begin = first.len() <= LONGEST && first.starts_with(char::is_uppercase) && page.unheaded > 0;
    if !may_begin || !header::begins(first, languages) {
        return None;
    }
    let header = Header::of(&pieces(lines, at, 4 * MOST_OF_HEADER), languages)?;
    let rows = rows(&pieces(lines, at, MOST_LINES), &header, languages);
    let mut table = Table { grid: Grid::default(), end: at, left_out: None };
    table.add(header.cells.iter().map(|cell| Cell::new(Text::new(cell), true)));
    for row in &rows {
        if let Some(cells) = row.cells(languages) {
            let cells = cells.into_iter().skip(usize::from(!header.has_host));
            table.add(cells.map(|cell| Cell::new(Text::new(&cell), false)));
            table.end = row.end(languages);
        }
    }
    let is_table = table.grid.height() > FEWEST_ROWS;
    page.unheaded -= usize::from(!is_table);
    is_table.then_some(table)
}

/// What is written on some lines, from one on.
fn pieces(lines: &[Line<'_>], at: usize, most: usize) -> Vec<Piece> {
    const LONGEST: usize = 400;
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(at).take(most).filter(|(_, line)| !line.is_blank()) {
        let words = line.text.replace('\\', "");
        match pieces.last_mut().filter(|last| last.words.ends_with('-') && last.words.len() < LONGEST) {
            Some(last) if !last.words.ends_with(" -") => {
                last.words.push_str(&words);
                last.end = index + 1;
            }
            _ => pieces.push(Piece { words, end: index + 1 }),
        }
    }
    pieces
}

impl Header {
    /// The header that some pieces begin with.
    fn of(pieces: &[Piece], languages: Languages) -> Option<Self> {
        const EXPECTED: [Role; 5] = [Role::Party, Role::Name, Role::Category, Role::Purpose, Role::Lifetime];
        (1..=MOST_OF_HEADER).find_map(|count| {
            let words: Vec<&str> = pieces.get(..count)?.iter().map(|piece| piece.words.as_str()).collect();
            let words = words.join(" ");
            // "Host 1st or 3rd party": a figure begins a column, which capitals do elsewhere.
            let figure = words.find(|c: char| c.is_ascii_digit()).filter(|figure| *figure > 0);
            let (host, columns) = words.split_at_checked(figure.unwrap_or_default())?;
            let (mut cells, roles, _) = header::segments(columns, languages)?;
            if !host.is_empty() {
                cells.insert(0, host.trim_end().to_owned());
            }
            let has_host = cells.len() > EXPECTED.len();
            let tells_host = |cell: &String| {
                let role = languages.roles(cell).first().copied();
                matches!(role, Some(Role::Domain | Role::Provider | Role::Service))
            };
            let is_expected = cells.len() <= EXPECTED.len() + 1 && roles.ends_with(&EXPECTED);
            (is_expected && (!has_host || cells.first().is_some_and(tells_host))).then_some(Self {
                cells,
                has_host,
                pieces: count,
            })
        })
    }

    /// How many pieces its titles take, where a page begins with them again: 0 where it does not.
    fn again(&self, pieces: &[Piece]) -> usize {
        let titles = self.cells.iter().flat_map(|cell| cell.split_whitespace());
        let titles: String = titles.collect();
        let mut said = String::new();
        for (at, piece) in pieces.iter().take(MOST_OF_HEADER).enumerate() {
            said.extend(piece.words.split_whitespace());
            if said == titles {
                return at + 1;
            }
            if !titles.starts_with(said.as_str()) {
                return 0;
            }
        }
        0
    }
}

/// The rows below a header, up to the title of another table.
fn rows(pieces: &[Piece], header: &Header, languages: Languages) -> Vec<Row> {
    let feet = feet(pieces);
    let mut rows: Vec<Row> = Vec::new();
    let mut host: Vec<&str> = Vec::new();
    let mut next = header.pieces;
    while let Some(piece) = pieces.get(next) {
        let titles = header.again(pieces.get(next..).unwrap_or_default());
        if titles > 0 && rows.last().is_some_and(|row| !row.below(languages).is_empty()) {
            break;
        }
        next += titles.max(1);
        if titles > 0 || feet.contains(&(next - 1)) {
            continue;
        }
        let below = pieces.get(next).map_or("", |piece| piece.words.as_str());
        if let Some((before, party, rest)) = begun(&piece.words, below, languages) {
            let above = rows.last_mut().map_or_else(|| glued(&host), |row| row.take_host(languages));
            let said =
                if rest.is_empty() { Vec::new() } else { vec![Piece { words: rest.to_owned(), end: piece.end }] };
            let host = if before.is_empty() { above } else { before.to_owned() };
            rows.push(Row { host, party: party.to_owned(), said, end: piece.end });
            continue;
        }
        match rows.last_mut() {
            Some(row) if row.said.len() < MOST_OF_ROW => {
                row.said.push(Piece { words: piece.words.clone(), end: piece.end });
            }
            None if host.len() < MOST_OF_HOST => host.push(&piece.words),
            _ => break,
        }
    }
    // What follows the last row may go on far below the table.
    if let Some(last) = rows.last_mut() {
        last.said.truncate(last.end_of_cells(languages));
    }
    rows
}

/// The pieces at the foot of pages, which count these, with the line above each where it is always the same: "Cookie policy",
/// then "Version of May 2".
fn feet(pieces: &[Piece]) -> BTreeSet<usize> {
    let mut counted: BTreeMap<&str, Vec<(usize, u32)>> = BTreeMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        if let Some((words, Ok(number))) = piece.words.rsplit_once(' ').map(|(words, last)| (words, last.parse())) {
            counted.entry(words).or_default().push((at, number));
        }
    }
    let counts = |pair: &[(usize, u32)]| matches!(pair, [(_, one), (_, next)] if one.checked_add(1) == Some(*next));
    let mut feet = BTreeSet::new();
    for pages in counted.values().filter(|pages| pages.len() > 1 && pages.windows(2).all(counts)) {
        let above =
            |(at, _): &(usize, u32)| at.checked_sub(1).and_then(|above| pieces.get(above)).map(|above| &above.words);
        let same = pages.windows(2).all(|pair| matches!(pair, [one, next] if above(one) == above(next)));
        feet.extend(pages.iter().map(|(at, _)| *at));
        feet.extend(pages.iter().filter(|_| same).filter_map(|(at, _)| at.checked_sub(1)));
    }
    feet
}

/// What a row begins with: where the cookie lies, if that stands there, whose it is, and the rest of the line. `None` of a line
/// within a row.
fn begun<'a>(words: &'a str, below: &str, languages: Languages) -> Option<(&'a str, &'a str, &'a str)> {
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    starts.take(MOST_OF_HOST + 1).find_map(|start| {
        let (before, behind) = words.split_at_checked(start)?;
        let (first, rest) = behind.split_once(' ').unwrap_or((behind, ""));
        let second = rest.split(' ').next().unwrap_or_default();
        // "First Party"
        let is_long = !first.contains('-') && second.starts_with(char::is_uppercase) && name::looks_like(second) < 0.3;
        let party = behind.get(..first.len() + if is_long { 1 + second.len() } else { 0 })?;
        let rest = behind.get(party.len()..)?.trim_start();
        let is_party = party.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
            && party.len() > SHORTEST_PARTY
            && party::of(party, languages).is_some();
        let next = if rest.is_empty() { below } else { rest };
        let is_named = || name::looks_like(next.split(' ').next().unwrap_or_default()) >= 0.3;
        (is_party && (provider::host(before.trim_end()).is_some() || is_named())).then_some((
            before.trim_end(),
            party,
            rest,
        ))
    })
}

/// The lines of one narrow cell: "Vimeo." and "com", "Exam" and "ple", "Example" and "Ads".
fn glued(lines: &[&str]) -> String {
    let mut words = String::new();
    for line in lines {
        let is_next = line.starts_with(char::is_uppercase) && !words.is_empty() && !words.ends_with('.');
        words.push_str(if is_next { " " } else { "" });
        words.push_str(line);
    }
    words
}

impl Row {
    /// The lines that tell how long the cookie is kept: the first that tell no more than a length of time.
    fn times(&self, languages: Languages) -> Range<usize> {
        const MOST_WORDS: usize = 6;
        let is_time = |piece: &Piece| {
            let words = piece.words.trim_end_matches('.');
            words.split_whitespace().nth(MOST_WORDS).is_none() && lifetime::looks_like(words, languages) >= 0.6
        };
        let begins = |piece: &Piece| piece.words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let first = self.said.iter().position(|piece| begins(piece) && is_time(piece)).unwrap_or(self.said.len());
        let count = self.said.iter().skip(first).take_while(|piece| is_time(piece)).count();
        first..first + count
    }

    /// Where its cells end, if no other row follows: behind its times, or the first line that ends a sentence.
    fn end_of_cells(&self, languages: Languages) -> usize {
        let times = self.times(languages);
        let ends = |piece: &Piece| piece.words.ends_with('.');
        let sentence = self.said.iter().position(ends).map_or(self.said.len(), |at| at + 1);
        if times.is_empty() { sentence } else { times.end }
    }

    /// The short lines below its last one, which are not of it: where the next cookie lies, the title of the next table.
    fn below(&self, languages: Languages) -> Range<usize> {
        const MOST_WORDS: usize = 3;
        let (times, end) = (self.times(languages), self.said.len());
        let is_short = |piece: &Piece| piece.words.split_whitespace().nth(MOST_WORDS).is_none();
        let are_short = self.said.iter().skip(times.end).all(is_short) && end - times.end <= MOST_OF_HOST;
        if times.is_empty() || !are_short { end..end } else { times.end..end }
    }

    /// Takes where the next cookie lies.
    fn take_host(&mut self, languages: Languages) -> String {
        let below = self.said.split_off(self.below(languages).start);
        glued(&below.iter().map(|piece| piece.words.as_str()).collect::<Vec<_>>())
    }

    /// The line after its last.
    fn end(&self, languages: Languages) -> usize {
        let last = self.said.get(..self.below(languages).start).and_then(<[Piece]>::last);
        last.map_or(self.end, |piece| piece.end)
    }

    /// Its cells: host, party, names, category, purpose, lifetime. `None` where it names no category.
    fn cells(&self, languages: Languages) -> Option<[String; 6]> {
        let words =
            self.said.iter().enumerate().flat_map(|(line, piece)| piece.words.split(' ').map(move |word| (line, word)));
        let words: Vec<(usize, &str)> = words.take(MOST_OF_NAMES + 2).collect();
        let sort = |at: usize| {
            let ((_, one), next) = (words.get(at)?, words.get(at + 1).map_or("", |(_, next)| *next));
            let two = format!("{one} {next}");
            let is_large = |word: &str| word.starts_with(char::is_uppercase);
            let is_sort = |words: &str| is_sort(words, languages);
            match () {
                () if !is_large(one) => None,
                () if is_sort(one) => Some((at + 1, (*one).to_owned())),
                () if is_large(next) && is_sort(&two) => Some((at + 2, two)),
                () => None,
            }
        };
        let (names, (behind, category)) = (1..words.len()).find_map(|at| Some((at, sort(at)?)))?;
        let (line, _) = *words.get(behind - 1)?;
        let of_line = words.iter().take(behind).filter(|(of, _)| *of == line).count();
        let rest: Vec<&str> = self.said.get(line)?.words.split(' ').skip(of_line).collect();
        let times = self.times(languages);
        let lines =
            |range: Range<usize>| self.said.get(range).unwrap_or_default().iter().map(|piece| piece.words.as_str());
        let rest = rest.join(" ");
        let below = self.below(languages).start;
        let purpose = std::iter::once(rest.as_str()).chain(lines(line + 1..times.start)).chain(lines(times.end..below));
        let mut purpose = purpose.collect::<Vec<_>>().join(" ").trim().to_owned();
        let mut lifetime = lines(times.clone()).collect::<Vec<_>>().join(" ");
        // "Contains when another one expires. Session."
        if times.is_empty()
            && let Some((said, last)) = purpose.trim_end_matches('.').rsplit_once(". ")
            && lifetime::looks_like(last, languages) >= 0.6
        {
            (purpose, lifetime) = (format!("{said}."), last.to_owned());
        }
        let names = joined(words.get(..names)?);
        Some([self.host.clone(), self.party.clone(), names, category, purpose, lifetime])
    }
}

/// Whether words are what a sort of cookies is called, and no more: "Strictly Necessary".
fn is_sort(words: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(words);
    let phrase = |index: &Index| index.categories.longest(&tokens, 0);
    languages.near().filter_map(phrase).any(|phrase| phrase.tokens.end == tokens.len())
}

/// The words of a narrow cell of names, each with its line: what goes on a name on the next line is a part of it.
fn joined(words: &[(usize, &str)]) -> String {
    let mut names = String::new();
    let mut above = 0;
    for (line, word) in words {
        let is_note = names.matches('(').count() > names.matches(')').count();
        names.push_str(match () {
            () if names.is_empty() => "",
            () if *line == above || is_note => " ",
            () if word.starts_with('_') => ", ",
            () => "",
        });
        names.push_str(word);
        above = *line;
    }
    names
}
