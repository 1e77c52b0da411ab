//! Rows of headers: what each column announces.

use super::column::MOST_COLUMNS;
use super::roles::Roles;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::lifetime::{self, Unit};
use crate::charter::once::Once;
use crate::charter::outline::Grid;
use crate::charter::outline::grid::Cell;
use crate::charter::outline::inline::excerpt;
use crate::charter::{Column, Field, Party, category, field, name, party};
use std::rc::Rc;

/// A row of headers.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// For each column, the roles its header may announce, the likeliest first.
    pub(super) candidates: Vec<Vec<Role>>,
    /// What the header of a column says of bare numbers.
    pub(super) units: Vec<Option<Unit>>,
    /// The party a column asks about: "Third-party" above "yes" and "no".
    pub(super) parties: Vec<Option<Party>>,
    /// The category a column asks about: "Necessary" above "yes" and "no".
    pub(super) sorts: Vec<Option<String>>,
    /// The lifetime that the header of a column is: "Session" and "Persistent" above marks.
    pub(super) times: Vec<Option<String>>,
    /// Whether a column is to tell what cookies hold, and nothing else.
    pub(super) contents: Vec<bool>,
    /// Whether the header of a column says something.
    pub(super) filled: Vec<bool>,
    /// The role of a second header row of one cell: every entry has a second row of one cell.
    pub(super) second: Option<Role>,
    /// Its own row.
    row: usize,
    /// The first row below the headers.
    pub(super) below: usize,
}

/// The most words of a header that is none of those known, where nothing marks it as one.
const MOST_WORDS: usize = 6;

/// The header row at a row. `None` when it is not one: headers are short, and two at least are known words. Where nothing
/// but two cells is left, one is enough for the first row, or for cells marked as headers.
pub(super) fn at(grid: &Grid, row: usize, languages: Languages) -> Option<Header> {
    among(grid, row, languages, &Once::default())
}

/// See [`at`], of a row below others whose cells may be those of this one.
fn among<'g>(grid: &'g Grid, row: usize, languages: Languages, known: &Once<&'g str, Vec<Role>>) -> Option<Header> {
    let cells: Vec<_> = grid.row(row).filter(|(_, cell)| !cell.text.is_empty()).collect();
    if cells.len() < 2 || cells.iter().any(|(_, cell)| cell.text.plain.len() > 120) {
        return None;
    }
    // Most rows are none: what only a header needs comes after this is settled.
    let all_marked = cells.iter().all(|(_, cell)| cell.header);
    let few = all_marked || cells.len() == 2 && row == 0;
    let least = if few { 1 } else { cells.len().div_ceil(2).max(2) };
    // Below another row, "us" is whoever provides the cookie, and not Catalan for what it is for.
    let of_page = row > 0 && !all_marked;
    let announced = |cell: &'g Cell| {
        let words = cell.text.plain.as_str();
        if of_page { known.get(words, words, || languages.own_roles(words)) } else { languages.roles(words) }
    };
    let roles = roles(&cells, least, announced)?;
    let known = roles.iter().filter(|roles| !roles.is_empty()).count();
    if known < least || known * 2 < cells.len() && !all_marked {
        return None;
    }
    // Who says something in one cell and has a known word in others declares: "origin | deleted as soon as you leave | … | URL".
    let says = |(_, cell): &(usize, &Cell)| cell.text.plain.split_whitespace().nth(MOST_WORDS).is_some();
    if row > 0 && !all_marked && cells.iter().zip(&roles).any(|(cell, roles)| roles.is_empty() && says(cell)) {
        return None;
    }
    // A label with its value is no header, nor are names.
    let has_value = |words: &str| field::value(words, languages).len() < words.len();
    if cells.iter().any(|(_, cell)| has_value(&cell.text.plain)) {
        return None;
    }
    let names = cells.iter().filter(|(_, cell)| name::looks_like(&cell.text.plain) >= 0.9).count();
    // "`chat-*` | Third party | Variable | …"
    let is_name = |((_, cell), roles): (&(usize, &Cell), &Vec<Role>)| {
        roles.is_empty() && name::looks_like(&cell.text.plain) >= 0.9
    };
    let is_entry = row > 0 && !all_marked && cells.iter().zip(&roles).next().is_some_and(is_name);
    if names * 2 >= cells.len() || is_entry {
        return None;
    }
    let width = grid.width();
    let mut header = Header {
        candidates: vec![Vec::new(); width],
        units: vec![None; width],
        parties: vec![None; width],
        sorts: vec![None; width],
        times: vec![None; width],
        contents: vec![false; width],
        filled: vec![false; width],
        second: None,
        row,
        below: row + 1,
    };
    for ((column, cell), roles) in cells.iter().zip(&roles) {
        let said = lifetime::unit(&cell.text.plain.replace('\n', " "), languages);
        for place in *column..column + usize::from(cell.columns) {
            if let Some(candidates) = header.candidates.get_mut(place) {
                candidates.clone_from(roles);
            }
            if let Some(unit) = header.units.get_mut(place) {
                *unit = said;
            }
            if let Some(asked) = header.parties.get_mut(place) {
                *asked = party::of(&cell.text.plain, languages);
            }
            if let Some(asked) = header.sorts.get_mut(place).filter(|_| roles.is_empty()) {
                *asked = category::of(&cell.text.plain, languages).map(|_| cell.text.plain.clone());
            }
            if let Some(time) = header.times.get_mut(place) {
                *time = lifetime::parse(&cell.text.plain, languages, None).map(|_| cell.text.plain.clone());
            }
            if let Some(holds) = header.contents.get_mut(place) {
                *holds = *roles == [Role::Other] && languages.speaks_of_contents(&cell.text.plain);
            }
            if let Some(filled) = header.filled.get_mut(place) {
                *filled = true;
            }
        }
    }
    let below: Vec<_> = grid.row(row + 1).filter(|(_, cell)| !cell.text.is_empty()).collect();
    if let [(_, only)] = below.as_slice()
        && let Some(role) = languages.roles(&only.text.plain).first()
        && !matches!(role, Role::Name)
        && (only.header || usize::from(only.columns) == width)
    {
        header.second = Some(*role);
        header.below += 1;
    }
    Some(header)
}

impl Header {
    /// The likeliest role of each column that announces one.
    pub(super) fn firsts(&self) -> impl Iterator<Item = (usize, Role)> {
        self.candidates.iter().enumerate().filter_map(|(column, roles)| Some((column, *roles.first()?)))
    }
}

/// The roles that each of some cells may announce. `None` when fewer than the `least` number announce any: the shortest
/// are looked at first, and the others only as long as enough may.
fn roles<'g>(
    cells: &[(usize, &'g Cell)],
    least: usize,
    announced: impl Fn(&'g Cell) -> Vec<Role>,
) -> Option<Vec<Vec<Role>>> {
    let mut roles = vec![Vec::new(); cells.len()];
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by_key(|place| cells.get(*place).map(|(_, cell)| cell.text.plain.len()));
    let mut missing = 0;
    for place in order {
        let (Some((_, cell)), Some(own)) = (cells.get(place), roles.get_mut(place)) else { continue };
        *own = announced(cell);
        missing += usize::from(own.is_empty());
        if missing + least > cells.len() {
            return None;
        }
    }
    Some(roles)
}

/// The columns that a header names, as far as columns are read.
pub(super) fn columns(grid: &Grid, header: &Header, roles: &Roles) -> Rc<[Column]> {
    let column = |(place, role): (usize, &Option<Role>)| Column {
        heading: excerpt(&grid.text(header.row, place).replace('\n', " ")),
        tells: role.and_then(told),
    };
    roles.of.iter().enumerate().take(MOST_COLUMNS).map(column).collect()
}

fn told(role: Role) -> Option<Field> {
    Some(match role {
        Role::Name => Field::Name,
        Role::Kind => Field::Kind,
        Role::Provider => Field::Provider,
        Role::Service => Field::Service,
        Role::Domain => Field::Domain,
        Role::Purpose => Field::Purpose,
        Role::Category => Field::Category,
        Role::Party => Field::Party,
        Role::Lifetime => Field::Lifetime,
        Role::Other => return None,
    })
}

/// The next header row from a row on, or the end of the grid.
pub(super) fn next(grid: &Grid, from: usize, languages: Languages) -> usize {
    let known = Once::default();
    (from..grid.height()).find(|row| among(grid, *row, languages, &known).is_some()).unwrap_or(grid.height())
}
