//! The header of a table whose lines are lost: its words on one line, or one cell a line.

use super::lines::Line;
use crate::charter::lexicon::{Languages, Role};
use crate::text::Tokens;

/// A header found in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its cells, as written.
    pub(crate) cells: Vec<String>,
    /// What each column holds.
    pub(crate) roles: Vec<Role>,
    /// The first line after it.
    pub(crate) end: usize,
    /// How many blank lines separate its cells; `None` when they stand on one line.
    pub(crate) gap: Option<usize>,
}

/// The most lines a header may take, blank ones included.
const MOST_LINES: usize = 30;
/// The most words a header may have.
const MOST_WORDS: usize = 26;

/// The header that begins at a line. `None` when none does.
pub(crate) fn at(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Header> {
    let first = lines.get(at)?;
    if !begins(first.text, languages) {
        return None;
    }
    upright(lines, at, languages).or_else(|| {
        let (cells, roles) = segments(first.text, languages)?;
        Some(Header { cells, roles, end: at + 1, gap: None })
    })
}

/// Whether a header could begin with these words: a cheap look.
fn begins(text: &str, languages: Languages) -> bool {
    let short = text.chars().nth(160).is_none() && !text.ends_with(['.', '!', '?', ';', ':']);
    if !short || text.is_empty() {
        return false;
    }
    let tokens = Tokens::of(text);
    languages.near().any(|index| index.columns.longest(&tokens, 0).is_some())
}

/// A header of one cell a line; a cell may be broken over two lines.
fn upright(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Header> {
    let mut best = None;
    let mut cells: Vec<String> = Vec::new();
    let mut roles = Vec::new();
    let mut gaps = Vec::new();
    let mut gap = 0;
    let mut words = 0;
    for (index, line) in lines.iter().enumerate().skip(at).take(MOST_LINES) {
        if line.is_blank() {
            gap += 1;
            continue;
        }
        words += line.text.split_whitespace().count();
        if words > MOST_WORDS || gap > 2 || line.text.ends_with(['.', '!', '?', ';', ':']) || line.text.contains('|') {
            break;
        }
        let here = segments_of(line.text, languages);
        if here.iter().all(|(role, _)| role.is_none()) {
            // The rest of a broken cell, if more of the header follows.
            let Some(last) = cells.last_mut().filter(|_| words <= MOST_WORDS && line.text.split(' ').count() <= 3)
            else {
                break;
            };
            last.push(' ');
            last.push_str(line.text);
        } else {
            for (role, cell) in here {
                match role {
                    Some(role) => {
                        cells.push(cell);
                        roles.push(role);
                    }
                    None => {
                        if let Some(last) = cells.last_mut() {
                            last.push(' ');
                            last.push_str(&cell);
                        }
                    }
                }
            }
        }
        if index > at {
            gaps.push(gap);
        }
        gap = 0;
        if index > at && is_header(&roles) && cells.len() == roles.len() {
            let ends_well = !segments_of(line.text, languages).iter().all(|(role, _)| role.is_none());
            let rest_of_cell = line.text.starts_with(char::is_lowercase);
            if ends_well || rest_of_cell {
                best = Some(Header {
                    cells: cells.clone(),
                    roles: roles.clone(),
                    end: index + 1,
                    gap: gaps.iter().copied().max(),
                });
            }
        }
    }
    best.map(without_title)
}

/// "Cookies" above "Name" is the title of the table, not a column.
fn without_title(mut header: Header) -> Header {
    let again = header.roles.iter().skip(1).any(|role| *role == Role::Name);
    if header.roles.first() == Some(&Role::Name) && again && header.roles.len() > 2 {
        header.roles.remove(0);
        header.cells.remove(0);
    }
    header
}

/// The cells of a header on one line, whatever separates them. `None` when it is no header.
pub(crate) fn segments(line: &str, languages: Languages) -> Option<(Vec<String>, Vec<Role>)> {
    let mut cells: Vec<String> = Vec::new();
    let mut roles = Vec::new();
    let mut known = 0;
    for (role, cell) in segments_of(line, languages) {
        match (role, cells.last_mut()) {
            (Some(role), _) => {
                known += 1;
                cells.push(cell);
                roles.push(role);
            }
            (None, Some(last)) => {
                last.push(' ');
                last.push_str(&cell);
            }
            (None, None) => return None,
        }
    }
    (known >= 2 && is_header(&roles)).then_some((cells, roles))
}

/// Whether these columns make a table of cookies: names, and something said of them.
fn is_header(roles: &[Role]) -> bool {
    let says = |role: &Role| {
        matches!(
            role,
            Role::Purpose | Role::Lifetime | Role::Category | Role::Kind | Role::Domain | Role::Provider | Role::Party
        )
    };
    roles.len() >= 2 && roles.contains(&Role::Name) && roles.iter().any(says)
}

/// The words of a line by the header phrases they begin with: a new cell begins where a phrase begins, with a capital
/// letter if the line has any further on. Words of no phrase come without a role.
fn segments_of(line: &str, languages: Languages) -> Vec<(Option<Role>, String)> {
    let line = &unglued(line);
    let tokens = Tokens::of(line);
    let starts = |at: usize| line.get(tokens.span(at..at + 1)).and_then(|word| word.chars().next());
    let capitals = (0..tokens.len()).skip(1).any(|at| starts(at).is_some_and(char::is_uppercase));
    let mut found: Vec<(Option<Role>, usize)> = Vec::new();
    let mut at = 0;
    let mut brackets = 0_i32;
    while at < tokens.len() && at < 2 * MOST_WORDS {
        brackets += match tokens.plain(at) {
            "(" => 1,
            ")" => -1,
            _ => 0,
        };
        let may_begin = brackets <= 0 && (at == 0 || !capitals || starts(at).is_some_and(char::is_uppercase));
        let phrase = may_begin
            .then(|| {
                languages
                    .near()
                    .filter_map(|index| index.columns.longest(&tokens, at))
                    .max_by_key(|phrase| phrase.tokens.len())
            })
            .flatten();
        match phrase {
            Some(phrase) => {
                found.push((Some(phrase.meaning), at));
                at = phrase.tokens.end;
            }
            None => {
                if at == 0 {
                    found.push((None, 0));
                }
                at += 1;
            }
        }
    }
    let ends = found.iter().skip(1).map(|(_, at)| *at).chain([tokens.len()]).collect::<Vec<_>>();
    found
        .iter()
        .zip(ends)
        .map(|((role, at), end)| (*role, line.get(tokens.span(*at..end)).unwrap_or_default().to_owned()))
        .collect()
}

/// Words glued together where a capital letter follows a small one: "ProviderPurpose" → "Provider Purpose".
pub(crate) fn unglued(line: &str) -> String {
    let mut apart = String::with_capacity(line.len() + 8);
    let mut last = ' ';
    for character in line.chars() {
        if character.is_uppercase() && (last.is_lowercase() || last == ')') {
            apart.push(' ');
        }
        apart.push(character);
        last = character;
    }
    apart
}
