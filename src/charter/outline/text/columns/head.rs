//! The first line of an aligned table, and where its cells stand: titles of columns, or a row like the two below it.

use super::super::header::{self, Begin, Said};
use super::super::lines::Line;
use crate::charter::lexicon::Languages;

/// A piece of a line and the columns of the page it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: &'a str,
}

/// The title of a column, wherever its lines stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: String,
}

impl Title {
    /// The one that a table without titles would have above a cell.
    pub(super) fn of(cell: &Piece<'_>) -> Self {
        Self { from: cell.from, to: cell.to, text: String::new() }
    }
}

/// What an aligned table begins with.
#[derive(Debug)]
pub(super) struct Head<'a> {
    /// Its columns; without titles, where the cells of its first row stand.
    pub(super) titles: Vec<Title>,
    /// All pieces of its lines, by which it is known where it comes back.
    pub(super) pieces: Vec<&'a str>,
    /// The first line of its rows.
    pub(super) end: usize,
}

/// How many lines the titles of columns are broken over.
const MOST_LINES: usize = 4;
/// The most columns of a table.
pub(super) const MOST_COLUMNS: usize = 20;
/// The longest line of an aligned table.
pub(super) const LONGEST: usize = 1_000;

/// The head that begins on a line. `None` when none does: it must name columns, or three lines must share the columns
/// they begin in.
pub(super) fn at<'a>(lines: &[Line<'a>], at: usize, languages: Languages) -> Option<Head<'a>> {
    let first = lines.get(at).filter(|line| line.raw.len() <= LONGEST && !line.text.contains('|'))?;
    if first.item().is_some() {
        return None;
    }
    let own = pieces(first.raw);
    let leads = || {
        let below = lines.get(at + 1..).unwrap_or_default().iter().take(2).take_while(|line| !line.is_blank());
        first.text.len() < 40
            && first.indent() > 0
            && !header::holds_columns(first.text, languages)
            && below.map(|line| pieces(line.raw)).any(|below| below.len() > 1)
    };
    if own.len() < 2 && !leads() {
        return None;
    }
    named(lines, at, languages).or_else(|| alike(lines, at, &own))
}

/// The titles that begin on a line, broken over as many lines as make most of them whole.
fn named<'a>(lines: &[Line<'a>], at: usize, languages: Languages) -> Option<Head<'a>> {
    let mut best: Option<(usize, Head<'a>)> = None;
    let mut titles: Vec<Title> = Vec::new();
    let mut all: Vec<&'a str> = Vec::new();
    for (taken, line) in lines.get(at..)?.iter().take(MOST_LINES).enumerate() {
        if is_drawn(line.text) || line.raw.len() > LONGEST {
            break;
        }
        let pieces: Vec<_> = pieces(line.raw).into_iter().flat_map(|piece| parted(piece, languages)).collect();
        // A heading stands above the first title; what stands above others is a title broken over lines.
        let heading = taken > 0
            && titles.len() == 1
            && titles.first().is_some_and(|title| pieces.first().is_some_and(|piece| title.from <= piece.to));
        if heading || !pieces.iter().all(|piece| place(&mut titles, piece)) || titles.len() > MOST_COLUMNS {
            break;
        }
        all.extend(pieces.iter().map(|piece| piece.text));
        let known = titles.iter().filter(|title| !languages.roles(&title.text).is_empty()).count();
        let whole = titles.iter().filter(|title| header::is_said(&title.text, Said::Wholly, languages)).count();
        if known >= 2 && known * 2 > titles.len() && best.as_ref().is_none_or(|(most, _)| whole > *most) {
            best = Some((whole, Head { titles: titles.clone(), pieces: all.clone(), end: at + taken + 1 }));
        }
    }
    best.map(|(_, head)| head)
}

/// Whether a line is drawn, or empty: it holds no words.
pub(super) fn is_drawn(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '=' | ' ' | '+' | '─' | '━' | '_'))
}

/// The columns of a line without titles, if the two below it share them.
fn alike<'a>(lines: &[Line<'a>], at: usize, own: &[Piece<'a>]) -> Option<Head<'a>> {
    let below = lines.get(at + 1..at + 3)?;
    if !(2..=MOST_COLUMNS).contains(&own.len()) || !below.iter().all(|line| shares(line, own)) {
        return None;
    }
    let titles = own.iter().map(Title::of).collect();
    Some(Head { titles, pieces: Vec::new(), end: at })
}

/// Whether the cells of a line begin where those of another do.
pub(super) fn shares(line: &Line<'_>, own: &[Piece<'_>]) -> bool {
    let pieces = pieces(line.raw);
    pieces.len() == own.len() && pieces.iter().zip(own).all(|(piece, own)| piece.from.abs_diff(own.from) <= 1)
}

/// Adds a piece to the title it stands above or below, or as a title of its own. `false` when it touches several.
fn place(titles: &mut Vec<Title>, piece: &Piece<'_>) -> bool {
    let mut touched = titles.iter_mut().filter(|title| title.from < piece.to && piece.from < title.to);
    match (touched.next(), touched.next()) {
        (Some(title), None) => {
            title.from = title.from.min(piece.from);
            title.to = title.to.max(piece.to);
            title.text.push(' ');
            title.text.push_str(piece.text);
        }
        (None, _) => {
            let at = titles.iter().position(|title| title.from > piece.from).unwrap_or(titles.len());
            titles.insert(at, Title { from: piece.from, to: piece.to, text: piece.text.to_owned() });
        }
        _ => return false,
    }
    true
}

/// The pieces of a line that two spaces or more separate.
pub(super) fn pieces(raw: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut begun: Option<(usize, usize)> = None;
    let mut end = (0, 0);
    for (column, (at, character)) in raw.char_indices().enumerate() {
        if character.is_whitespace() {
            continue;
        }
        if let Some((from, start)) = begun.filter(|_| column >= end.0 + 2) {
            pieces.push(Piece { from, to: end.0, text: raw.get(start..end.1).unwrap_or_default() });
            begun = None;
        }
        begun = begun.or(Some((column, at)));
        end = (column + 1, at + character.len_utf8());
    }
    if let Some((from, start)) = begun {
        pieces.push(Piece { from, to: end.0, text: raw.get(start..end.1).unwrap_or_default() });
    }
    pieces
}

/// The titles in a piece, where single spaces separate some: "Party Persistence".
fn parted<'a>(piece: Piece<'a>, languages: Languages) -> Vec<Piece<'a>> {
    if !header::holds_columns(piece.text, languages) {
        return vec![piece];
    }
    let mut titles = Vec::new();
    let mut rest = piece.text;
    let mut from = piece.from;
    for (_, words) in header::segments_of(piece.text, Begin::WithCapital, languages) {
        let Some((before, after)) = rest.split_once(words.as_str()) else { return vec![piece] };
        let Some(text) = rest.get(before.len()..before.len() + words.len()) else { return vec![piece] };
        from += before.chars().count();
        let to = from + text.chars().count();
        titles.push(Piece { from, to, text });
        (from, rest) = (to, after);
    }
    titles
}
