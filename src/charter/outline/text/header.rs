//! The header of a table whose lines are lost: its words on one line, or one cell a line.

use super::lines::Line;
use super::upright;
use crate::charter::lexicon::{LANGUAGES, Languages, Role};
use crate::charter::{category, kind, name};
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
    /// What separates its cells.
    pub(crate) apart: Apart,
}

/// What separates the cells of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Apart {
    /// Each stands on a line of its own, with so many blank lines between.
    Lines(usize),
    /// Single spaces.
    Spaces,
    /// Nothing: "`NameProviderPurpose`".
    Nothing,
}

/// The most words a header may have.
pub(super) const MOST_WORDS: usize = 26;

/// The header that begins at a line. `None` when none does.
pub(crate) fn at(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Header> {
    let first = lines.get(at)?;
    if !begins(unnumbered(first.unpiped()), languages) {
        return foreign(lines, at);
    }
    // "NameProviderPurpose" is all of it, whatever stands below.
    let glued = segments(unnumbered(first.text), languages)
        .filter(|(cells, _, apart)| *apart == Apart::Nothing && cells.len() > 2);
    if let Some((cells, mut roles, apart)) = glued.or_else(|| misnamed(lines, at, languages)) {
        tell_apart(&cells, &mut roles, languages);
        return Some(Header { cells, roles, end: at + 1, apart });
    }
    upright::read(lines, at, languages).or_else(|| {
        let (mut cells, mut roles, apart) = segments(unnumbered(first.text), languages)?;
        let end = at + 1 + broken(lines, at + 1, &mut cells, &mut roles, languages);
        tell_apart(&cells, &mut roles, languages);
        Some(Header { cells, roles, end, apart })
    })
}

/// A header without the column that counts the rows: "# Name Purpose".
pub(crate) fn unnumbered(text: &str) -> &str {
    ["# ", "No. ", "Nr. ", "Nº ", "N° ", "№ "].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text)
}

/// Adds the cells of a header that stand on lines of their own below it, and answers how many lines they take: "Purpose of
/// use/", "Explanation", "Lifespan".
fn broken(
    lines: &[Line<'_>],
    at: usize,
    cells: &mut Vec<String>,
    roles: &mut Vec<Role>,
    languages: Languages,
) -> usize {
    let mut taken = 0;
    while let Some(line) = lines.get(at + taken).filter(|line| !line.is_blank() && upright::may_be_cell(line.text)) {
        let words = languages.own_roles(line.text);
        // "Strictly necessary", below all of the header, is the title of the rows below it.
        let is_sort = category::of(line.text, languages).is_some();
        let short = line.text.split(' ').count() <= 3 && taken < 3;
        let Some(role) = words.first().filter(|_| short && !is_sort) else { break };
        if let Some(last) = cells.last_mut().filter(|last| last.ends_with('/')) {
            last.push(' ');
            last.push_str(line.text);
        } else {
            cells.push(line.text.to_owned());
            roles.push(*role);
        }
        taken += 1;
    }
    taken
}

/// A header on one line in another language than the page's, above a row that begins with a name.
fn foreign(lines: &[Line<'_>], at: usize) -> Option<Header> {
    let line = lines.get(at).map(|line| line.text).filter(|text| text.len() <= 160)?;
    let below = lines.get(at + 1..).and_then(|below| below.iter().find(|line| !line.is_blank()))?;
    let row = below.text.split_whitespace().next().filter(|word| name::looks_like(word) >= 0.9);
    if row.is_none() || !(3..=MOST_WORDS).contains(&line.split_whitespace().count()) {
        return None;
    }
    LANGUAGES.iter().find_map(|tag| {
        let languages = Languages::of(Some(tag));
        let (cells, mut roles, apart) = segments(line, languages).filter(|(cells, ..)| cells.len() >= 3)?;
        tell_apart(&cells, &mut roles, languages);
        Some(Header { cells, roles, end: at + 1, apart })
    })
}

/// The cells of a header whose first column is titled as a sort, "Type of cookie", where the row below begins with a name.
fn misnamed(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<(Vec<String>, Vec<Role>, Apart)> {
    let line = unnumbered(lines.get(at)?.text);
    let parted = unglued(line);
    let (cells, mut roles) = columns(&parted, languages)?;
    let row = lines.get(at + 1..)?.iter().find(|line| !line.is_blank())?;
    let named = row.text.split_whitespace().next().is_some_and(|word| name::looks_like(word) >= 0.75);
    let first = roles.first_mut().filter(|role| matches!(role, Role::Category | Role::Kind))?;
    let of_cookies = cells.first().is_some_and(|cell| kind::names_cookie(cell, languages));
    if !named || !of_cookies {
        return None;
    }
    *first = Role::Name;
    let apart = if parted == line { Apart::Spaces } else { Apart::Nothing };
    is_header(&roles).then_some((cells, roles, apart))
}

/// Whether a header could begin with these words: a cheap look.
pub(super) fn begins(text: &str, languages: Languages) -> bool {
    let short = text.chars().nth(160).is_none() && !text.ends_with(['.', '!', '?', ';', ':']);
    if !short || text.is_empty() || text.contains(": ") || (text.starts_with(char::is_lowercase) && text.contains(". "))
    {
        return false;
    }
    let known = |text: &str| {
        let tokens = Tokens::of(text);
        languages.near().any(|index| index.columns.longest(&tokens, 0).is_some())
    };
    known(text) || known(&unglued(text))
}

/// Gives columns that share a role another one that their header may announce.
pub(crate) fn tell_apart(cells: &[impl AsRef<str>], roles: &mut [Role], languages: Languages) {
    for column in 0..roles.len() {
        let Some(role) = roles.get(column).copied().filter(|role| *role != Role::Other) else { continue };
        if roles.iter().filter(|other| **other == role).count() < 2 {
            continue;
        }
        let other = cells
            .get(column)
            .and_then(|cell| languages.roles(cell.as_ref()).into_iter().find(|other| !roles.contains(other)));
        if let (Some(other), Some(place)) = (other, roles.get_mut(column)) {
            *place = other;
        }
    }
}

/// How many words of a cell must be words of headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Two in five: in a sentence a few are, by chance.
    Mostly,
    /// Every one.
    Wholly,
}

/// Whether so many of a cell's words are words of headers.
pub(super) fn is_said(cell: &str, least: Said, languages: Languages) -> bool {
    let tokens = Tokens::of(cell);
    let mut known = 0;
    let mut at = 0;
    while at < tokens.len() {
        let longest = languages
            .near()
            .filter_map(|index| index.columns.longest(&tokens, at))
            .map(|phrase| phrase.tokens.len())
            .max();
        known += longest.unwrap_or(0);
        at += longest.unwrap_or(1);
    }
    match least {
        Said::Mostly => known * 5 >= tokens.len() * 2,
        Said::Wholly => known >= tokens.len(),
    }
}

/// The cells of a header on one line, whatever separates them. `None` when it is no header.
pub(crate) fn segments(line: &str, languages: Languages) -> Option<(Vec<String>, Vec<Role>, Apart)> {
    let with = |found: Option<(Vec<String>, Vec<Role>)>, apart| found.map(|(cells, roles)| (cells, roles, apart));
    with(spaced(line, languages), Apart::Spaces)
        .or_else(|| with(spaced(&unglued(line), languages), Apart::Nothing))
        .or_else(|| with(glued(line, languages), Apart::Nothing))
}

/// The cells of a header of single words with nothing between: "`CookieTypeDuration`".
fn glued(line: &str, languages: Languages) -> Option<(Vec<String>, Vec<Role>)> {
    if line.contains(' ') || line.len() > 120 {
        return None;
    }
    let cells: Vec<String> = unglued(line).split(' ').map(str::to_owned).collect();
    let roles: Vec<Role> = cells.iter().filter_map(|cell| languages.roles(cell).first().copied()).collect();
    (roles.len() == cells.len() && is_header(&roles)).then_some((cells, roles))
}

fn spaced(line: &str, languages: Languages) -> Option<(Vec<String>, Vec<Role>)> {
    columns(line, languages).filter(|(_, roles)| is_header(roles))
}

/// The cells of a line that is made of words of headers, with what each announces.
fn columns(line: &str, languages: Languages) -> Option<(Vec<String>, Vec<Role>)> {
    let mut cells: Vec<String> = Vec::new();
    let mut roles = Vec::new();
    let mut known = 0;
    for (role, cell) in segments_of(line, Begin::AsTheLine, languages) {
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
    // "Cookies used on this web", "About cookies": in small letters two columns are words of one sentence.
    let capitals = cells.iter().skip(1).any(|cell| cell.starts_with(char::is_uppercase));
    let enough = known > 2 || known == 2 && capitals;
    (enough && is_said(line, Said::Mostly, languages)).then_some((cells, roles))
}

/// Whether the words of one cell are those of several columns, each with a capital letter: "Purpose Expiry".
pub(crate) fn holds_columns(cell: &str, languages: Languages) -> bool {
    let segments = segments_of(cell, Begin::WithCapital, languages);
    segments.len() > 1 && segments.iter().all(|(role, _)| role.is_some())
}

/// Whether these columns make a table of cookies: names, and something said of them.
pub(crate) fn is_header(roles: &[Role]) -> bool {
    let says = |role: &Role| {
        matches!(
            role,
            Role::Purpose | Role::Lifetime | Role::Category | Role::Kind | Role::Domain | Role::Provider | Role::Party
        )
    };
    roles.len() >= 2 && roles.contains(&Role::Name) && roles.iter().any(says)
}

/// How the second and further cells of a line begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    /// With a capital letter.
    WithCapital,
    /// With a capital letter if any word but the first does.
    AsTheLine,
}

/// The words of a line by the header phrases they begin with: a new cell begins where a phrase begins, with a capital
/// letter if the line has any further on. Words of no phrase come without a role.
pub(super) fn segments_of(line: &str, begin: Begin, languages: Languages) -> Vec<(Option<Role>, String)> {
    let tokens = Tokens::of(line);
    let starts = |at: usize| line.get(tokens.span(at..at + 1)).and_then(|word| word.chars().next());
    let capitals =
        begin == Begin::WithCapital || (0..tokens.len()).skip(1).any(|at| starts(at).is_some_and(char::is_uppercase));
    // "USE OF COOKIES AND THEIR PURPOSES": here capitals part no columns.
    let in_capitals = !line.contains(char::is_lowercase);
    let mut found: Vec<(Option<Role>, usize)> = Vec::new();
    let mut at = 0;
    let mut brackets = 0_i32;
    let mut said = 0;
    while at < tokens.len() && at < 2 * MOST_WORDS {
        brackets += match tokens.plain(at) {
            "(" => 1,
            ")" => -1,
            _ => 0,
        };
        // "Description of Use" is one column, and "Description/use" another than what is behind it.
        let joined = at.checked_sub(1).is_some_and(|before| {
            let word = tokens.plain(before);
            let is_second = before.checked_sub(1).is_some_and(|sign| tokens.plain(sign) == "/");
            // "Set by" is one phrase.
            word.len() <= 3
                && !is_second
                && said <= before
                && found.last().is_some_and(|(_, last)| *last < before)
                && (in_capitals || starts(before).is_some_and(char::is_lowercase))
        });
        // "TYPE/FINALITY" is one column.
        let slashed = at.checked_sub(1).is_some_and(|before| tokens.plain(before) == "/")
            && line.get(tokens.span(at.saturating_sub(2)..at + 1)).is_some_and(|words| !words.contains(' '));
        let may_begin = brackets <= 0
            && !joined
            && !slashed
            && (at == 0 || !capitals || starts(at).is_some_and(char::is_uppercase));
        let phrase = may_begin
            .then(|| {
                languages
                    .near()
                    .filter_map(|index| index.columns.longest(&tokens, at))
                    .max_by_key(|phrase| phrase.tokens.len())
            })
            .flatten();
        if let Some(phrase) = phrase {
            found.push((Some(phrase.meaning), at));
            at = phrase.tokens.end;
            said = at;
        } else {
            if at == 0 {
                found.push((None, 0));
            }
            at += 1;
        }
    }
    let ends = found.iter().skip(1).map(|(_, at)| *at).chain([tokens.len()]).collect::<Vec<_>>();
    found
        .iter()
        .zip(ends)
        .map(|((role, at), end)| {
            let words = line.get(tokens.span(*at..end)).unwrap_or_default().to_owned();
            // "Application description" is a description.
            let whole = role.and_then(|_| {
                let roles = languages.own_roles(&words);
                // Of a sort and a purpose in one cell, the purpose has the more words.
                let purpose = words.contains('/') && roles.contains(&Role::Purpose);
                if purpose { Some(Role::Purpose) } else { roles.first().copied() }
            });
            (whole.or(*role), words)
        })
        .collect()
}

/// Words glued together where a capital letter follows a small one: "`ProviderPurpose`" → "Provider Purpose".
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
