//! Putting cells back in their columns, where a text rendering has lost the lines of its table.
//!
//! The columns are known from the header. Each piece of text may stand in one of them, go on with the cell before it,
//! or stand outside the table; the likeliest way through all pieces is taken (Viterbi), judged by what cells look like
//! ([`Look`]). So dropped cells, cells broken over lines and headings between rows find their place.

use super::fit::Look;
use crate::charter::lexicon::{Languages, Role};
use std::collections::BTreeMap;

/// The most pieces aligned at once; what follows them is read as ordinary text.
pub(crate) const MOST_PIECES: usize = 20_000;

/// A piece of text: a line, or a paragraph of lines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// Its words.
    pub(crate) text: String,
    /// How many blank lines are above it.
    pub(crate) gap: usize,
}

/// What the pieces turned out to be, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// A row: the text of each column; `None` where the cell is missing.
    Row(Vec<Option<String>>),
    /// A piece outside the table, by its index.
    Outside(usize),
}

/// The rows that pieces make under a header, and how many pieces they take up to the last row.
pub(crate) fn rows(pieces: &[Piece], roles: &[Role], languages: Languages) -> (Vec<Found>, usize) {
    let name = roles.iter().position(|role| *role == Role::Name).unwrap_or(0);
    let pieces = pieces.get(..pieces.len().min(MOST_PIECES)).unwrap_or_default();
    let table =
        Table { roles, name, gap: usual_gap(pieces), wrapped: is_wrapped(pieces), opening: opening(pieces), languages };
    table.read(pieces, &table.likeliest(pieces))
}

struct Table<'a> {
    roles: &'a [Role],
    /// The column of names: a row begins at it or before it.
    name: usize,
    /// How many blank lines usually separate pieces.
    gap: usize,
    /// Whether cells are broken over several pieces.
    wrapped: bool,
    /// The words that most sentences begin with ("This cookie …").
    opening: Option<String>,
    languages: Languages,
}

/// How a piece follows the one before it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// The first cell of a row.
    Begin,
    /// A further cell of the row.
    Next,
    /// More of a cell of the row.
    More,
    /// Outside the table.
    Outside,
}

/// The best way to reach a state: its score, the state before, the step, and where the piece was cut in two.
#[derive(Debug, Clone, Copy)]
struct Way {
    score: f32,
    from: usize,
    step: Step,
    cut: Option<usize>,
}

const NO_WAY: Way = Way { score: f32::NEG_INFINITY, from: 0, step: Step::Outside, cut: None };

impl Table<'_> {
    /// The state outside the table; states below it are columns.
    fn outside(&self) -> usize {
        self.roles.len()
    }

    fn likeliest(&self, pieces: &[Piece]) -> Vec<Vec<Way>> {
        let mut before: Vec<f32> = vec![f32::NEG_INFINITY; self.roles.len()];
        before.push(0.0);
        let mut last: Option<&Piece> = None;
        let mut all = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let ways = self.ways(piece, last, &before);
            before.clear();
            before.extend(ways.iter().map(|way| way.score));
            last = Some(piece);
            all.push(ways);
        }
        all
    }

    fn ways(&self, piece: &Piece, last: Option<&Piece>, before: &[f32]) -> Vec<Way> {
        let look = Look::of(&piece.text, self.languages);
        let apart = piece.gap > self.gap;
        let goes_on = self.goes_on(&piece.text, last);
        let mut ways: Vec<Way> = vec![NO_WAY; self.roles.len() + 1];
        for (from, score) in before.iter().enumerate().filter(|(_, score)| score.is_finite()) {
            for (column, role) in self.roles.iter().enumerate() {
                let fit = look.fit(*role);
                if column <= self.name {
                    let begins =
                        self.begins(from, column) + if apart { 0.5 } else { 0.0 } - if goes_on { 1.0 } else { 0.0 };
                    better(&mut ways, column, Way { score: score + fit + begins, from, step: Step::Begin, cut: None });
                }
                if from < column {
                    let skipped = 0.8 * float(column - from - 1) + if apart { 0.5 } else { 0.0 };
                    better(&mut ways, column, Way { score: score + fit - skipped, from, step: Step::Next, cut: None });
                } else if from != self.outside() {
                    let same = from == column;
                    let more = if same && column == self.name && !apart && self.is_fragment(&piece.text) {
                        (fit - 1.0).max(0.8)
                    } else {
                        self.more(look, *role, same, apart, goes_on)
                    };
                    better(&mut ways, column, Way { score: score + more, from, step: Step::More, cut: None });
                }
            }
            let leaves =
                if from == self.outside() { 0.0 } else { -0.5 - self.missing(from) - if goes_on { 1.2 } else { 0.0 } };
            let outside = Way { score: score + leaves + look.fit_outside(), from, step: Step::Outside, cut: None };
            better(&mut ways, self.outside(), outside);
        }
        self.cut_ways(piece, goes_on, before, &mut ways);
        ways
    }

    /// A piece may hold the name and the beginning of the next cell: "esid (Example) This cookie follows".
    fn cut_ways(&self, piece: &Piece, goes_on: bool, before: &[f32], ways: &mut [Way]) {
        for cut in cuts(&piece.text) {
            let (Some(head), Some(tail)) = (piece.text.get(..cut), piece.text.get(cut..)) else { continue };
            let usual = self.opening.as_deref().is_some_and(|opening| first_two(tail) == opening);
            let costs = 0.6 - if usual { 0.8 } else { 0.0 };
            let head = Look::of(head, self.languages);
            let tail = Look::of(tail, self.languages);
            for (column, role) in self.roles.iter().enumerate().skip(self.name + 1) {
                let skipped = 0.8 * float(column - self.name - 1);
                for (from, score) in before.iter().enumerate().filter(|(_, score)| score.is_finite()) {
                    let begin =
                        score + head.fit(Role::Name) + self.begins(from, self.name) - if goes_on { 1.5 } else { 0.0 };
                    let way = Way {
                        score: begin + tail.fit(*role) - skipped - costs,
                        from,
                        step: Step::Begin,
                        cut: Some(cut),
                    };
                    if let Some(best) = ways.get_mut(column).filter(|best| best.score < way.score) {
                        *best = way;
                    }
                    if from == self.name {
                        let more = if piece.text.starts_with('(')
                            || (self.is_fragment(&piece.text) && head.fit(Role::Name) > -1.6)
                        {
                            score + 1.0
                        } else {
                            score - 1.5
                        };
                        let way = Way {
                            score: more + tail.fit(*role) - skipped - costs,
                            from,
                            step: Step::More,
                            cut: Some(cut),
                        };
                        if let Some(best) = ways.get_mut(column).filter(|best| best.score < way.score) {
                            *best = way;
                        }
                    }
                }
            }
        }
    }

    /// What it costs to begin a row in a column after the state `from`.
    fn begins(&self, from: usize, column: usize) -> f32 {
        let left = if from == self.outside() { 0.8 } else { self.missing(from) };
        -left - 0.8 * float(column)
    }

    /// What it costs that the row ends at this column, the cells after it missing.
    fn missing(&self, column: usize) -> f32 {
        // A row of a name alone says nothing.
        let name = match column.cmp(&self.name) {
            std::cmp::Ordering::Less => 2.0,
            std::cmp::Ordering::Equal => 0.8,
            std::cmp::Ordering::Greater => 0.0,
        };
        0.8 * float(self.roles.len().saturating_sub(column + 1)) + name
    }

    /// How likely a piece goes on with a cell of its row.
    fn more(&self, look: Look, role: Role, same: bool, apart: bool, goes_on: bool) -> f32 {
        let fits = match role {
            Role::Name if look.name >= 0.5 && self.wrapped => 0.0,
            Role::Name if look.fit(Role::Name) > -1.2 => -0.8,
            Role::Name => -2.5,
            Role::Purpose | Role::Service | Role::Other => 0.0,
            _ if look.fit(role) > 0.0 => -0.2,
            _ if goes_on => -0.6,
            _ => -1.5,
        };
        let strange = if look.lifetime >= 0.7 && role != Role::Lifetime { 1.5 } else { 0.0 };
        let sentence = if goes_on { 0.6 } else { -0.9 };
        fits + sentence - strange - if same { 0.0 } else { 1.0 } - if apart { 0.6 } else { 0.0 }
    }

    fn read(&self, pieces: &[Piece], all: &[Vec<Way>]) -> (Vec<Found>, usize) {
        let mut state = all.last().map_or(0, |ways| {
            let ends = |(state, way): &(usize, &Way)| {
                way.score - if *state == self.outside() { 0.0 } else { self.missing(*state) }
            };
            ways.iter().enumerate().max_by(|a, b| ends(a).total_cmp(&ends(b))).map_or(0, |(state, _)| state)
        });
        let mut path = Vec::with_capacity(all.len());
        for ways in all.iter().rev() {
            let Some(way) = ways.get(state) else { break };
            path.push((state, way.step, way.cut));
            state = way.from;
        }
        path.reverse();
        let mut found = Vec::new();
        let mut row: Option<Vec<Option<String>>> = None;
        let mut taken = 0;
        for (index, (piece, (state, step, cut))) in pieces.iter().zip(path).enumerate() {
            if step == Step::Outside {
                found.extend(row.take().map(Found::Row));
                found.push(Found::Outside(index));
                continue;
            }
            taken = index + 1;
            let (head, tail) = cut.and_then(|cut| piece.text.split_at_checked(cut)).unwrap_or(("", &piece.text));
            if step == Step::Begin || row.is_none() {
                found.extend(row.replace(vec![None; self.roles.len()]).map(Found::Row));
            }
            if let Some(cells) = &mut row {
                if !head.is_empty() {
                    self.write(cells, self.name, head);
                }
                self.write(cells, state, tail);
            }
        }
        found.extend(row.map(Found::Row));
        while matches!(found.last(), Some(Found::Outside(_))) {
            found.pop();
        }
        (found, taken)
    }

    fn write(&self, cells: &mut [Option<String>], column: usize, words: &str) {
        let Some(cell) = cells.get_mut(column) else { return };
        let words = words.trim();
        match cell {
            Some(cell) => {
                if column != self.name {
                    cell.push(' ');
                } else if !self.is_rest_of_name(cell, words) {
                    cell.push(if words.starts_with('(') || cell.ends_with(',') { ' ' } else { '\n' });
                }
                cell.push_str(words);
            }
            None => *cell = Some(words.to_owned()),
        }
    }

    /// Whether a name was broken by the width of its column: "`anonymous_appoi`" + "`ntment_id`".
    fn is_rest_of_name(&self, cell: &str, words: &str) -> bool {
        self.wrapped
            && !words.starts_with('(')
            && !cell.ends_with([')', ','])
            && cell.lines().last().is_some_and(|last| last.chars().nth(9).is_some() && !last.contains(' '))
    }
}

impl Table<'_> {
    /// Whether a piece goes on with the sentence, or the brackets, of the one before.
    fn goes_on(&self, text: &str, last: Option<&Piece>) -> bool {
        let last = last.map_or("", |last| last.text.as_str());
        let open = last.contains(' ') && !last.ends_with(['.', '!', '?']);
        match text.chars().next() {
            Some('(' | ':' | ',' | ';' | ')') | None => true,
            Some(first) if first.is_lowercase() => open,
            // Where sentences are broken at a width, a long line without an end goes on, with a proper noun if need be.
            Some(_) => self.wrapped && open && last.split(' ').nth(3).is_some(),
        }
    }

    /// Whether a piece may be the rest of a name that was broken: one word, or one and a note in brackets.
    fn is_fragment(&self, text: &str) -> bool {
        let word = text.split(" (").next().unwrap_or_default();
        self.wrapped && !word.contains(' ') && !word.is_empty()
    }
}

fn better(ways: &mut [Way], state: usize, way: Way) {
    if let Some(best) = ways.get_mut(state).filter(|best| best.score < way.score) {
        *best = way;
    }
}

fn float(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::MAX, f32::from)
}

/// Where the name may end within a piece: before a capital letter, within the first five words.
fn cuts(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(' ').take(5).map(|(space, _)| space + 1).filter(move |at| {
        text.get(*at..).is_some_and(|tail| tail.contains(' ') && tail.starts_with(char::is_uppercase))
    })
}

fn usual_gap(pieces: &[Piece]) -> usize {
    let mut counts = [0_usize; 4];
    for piece in pieces {
        if let Some(count) = counts.get_mut(piece.gap.min(3)) {
            *count += 1;
        }
    }
    counts.iter().enumerate().max_by_key(|(gap, count)| (**count, 3 - gap)).map_or(0, |(gap, _)| gap)
}

fn first_two(text: &str) -> &str {
    let end = text.match_indices(' ').nth(1).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// The two words that begin most sentences; of pairs as frequent the one that stands first.
fn opening(pieces: &[Piece]) -> Option<String> {
    let mut times: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut all = 0;
    for piece in pieces.iter().filter(|piece| piece.text.split(' ').nth(2).is_some()) {
        let start = piece.text.starts_with(char::is_uppercase).then_some(0);
        for (place, at) in start.into_iter().chain(cuts(&piece.text)).enumerate() {
            let words = first_two(piece.text.get(at..).unwrap_or_default());
            let (count, places) = times.entry(words).or_default();
            *count += 1;
            *places += place;
            all += usize::from(place == 0);
        }
    }
    let (words, (count, _)) =
        times.into_iter().max_by_key(|(_, (count, places))| (*count, std::cmp::Reverse(*places)))?;
    (count > 1 && count * 3 >= all).then(|| words.to_owned())
}

/// Whether sentences are broken over pieces: several begin in lower case after an open sentence.
fn is_wrapped(pieces: &[Piece]) -> bool {
    let broken = pieces.windows(2).filter(|pair| match pair {
        [last, piece] => {
            piece.text.starts_with(char::is_lowercase)
                && piece.text.contains(' ')
                && last.text.contains(' ')
                && !last.text.ends_with(['.', ':', '!', '?'])
        }
        _ => false,
    });
    broken.take(3).count() == 3
}
