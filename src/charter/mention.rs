//! Names that a page writes and of which no declaration was read: whoever says that a charter is silent about a cookie must
//! know them.

use super::lexicon::Languages;
use super::outline::{Body, Grid, Outline, Text};
use super::provider::is_host;
use super::{Declaration, name};
use crate::{names, text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most names that are kept.
const MOST: usize = 300;
/// The most different words that are looked at: a page of more is no charter.
const MOST_WORDS: usize = 5_000;
/// How likely a word is a name that no other word could be.
const SURE: f32 = 0.9;

/// A name that stands in a page, of which nothing more could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The name; every variable part is one `*`, case is kept.
    pub name: String,
    /// The words around it, at most some 160 characters.
    pub excerpt: String,
}

/// The names that the text of a page holds beside those it declares, each once, in its order.
///
/// A word is one by its signs alone (`_ga`, `PHPSESSID`), or where everyone knows it as a cookie's: in capitals (IDE) anywhere,
/// in small letters (fr) in a block that holds another name. Where names are declared in a column, every word that stands
/// there alone may be one.
pub(super) fn unread(outline: &Outline, declarations: &[Declaration], languages: Languages) -> Vec<Mention> {
    let declared = Declared::of(declarations);
    let mut seen = BTreeSet::new();
    let mut mentions: Vec<Mention> = Vec::new();
    let grids = outline.blocks.iter().filter_map(|block| match &block.body {
        Body::Grid(grid) => Some(grid),
        _ => None,
    });
    for (grid, row, word) in grids.flat_map(|grid| alone(grid, &declared).map(move |(row, word)| (grid, row, word))) {
        if mentions.len() < MOST && seen.len() < MOST_WORDS && !declared.has(word) && seen.insert(word) {
            mentions.push(Mention { name: word.to_owned(), excerpt: around(&grid.row_text(row), word) });
        }
    }
    for text in outline.blocks.iter().flat_map(|block| texts(&block.body)) {
        if !may_name(text) || declared.names.contains(text) {
            continue;
        }
        let beside_names =
            words(text).any(|word| is_sure(word) || is_known(word, false) || declared.names.contains(word));
        for word in words(text).filter(|word| is_sure(word) || is_known(word, beside_names)) {
            if mentions.len() >= MOST || seen.len() >= MOST_WORDS {
                return mentions;
            }
            if !seen.insert(word) || declared.has(word) {
                continue;
            }
            // "~~_ga~~", struck out
            let names = name::read(word, languages).into_iter().map(|name| name.name);
            let names = names.filter(|name| !declared.names.contains(name.as_str()));
            mentions.extend(names.map(|name| Mention { name, excerpt: around(text, word) }));
        }
    }
    mentions
}

/// The names that a page declares.
struct Declared<'a> {
    names: BTreeSet<&'a str>,
    patterns: Vec<&'a str>,
}

impl<'a> Declared<'a> {
    fn of(declarations: &'a [Declaration]) -> Self {
        /// More patterns are not looked at, so that the work stays linear.
        const MOST_PATTERNS: usize = 300;
        let names = declarations.iter().flat_map(|declared| [declared.name.as_str(), declared.as_written.as_str()]);
        let patterns = declarations.iter().map(|declared| declared.name.as_str());
        let patterns = patterns.filter(|name| name.contains('*') || name.ends_with(['_', '-']));
        Self { names: names.collect(), patterns: patterns.take(MOST_PATTERNS).collect() }
    }

    fn has(&self, word: &str) -> bool {
        // With the hyphen that no line is broken at, it is the same name.
        let word = word.replace('\u{2011}', "-");
        self.names.contains(word.as_str()) || self.patterns.iter().any(|pattern| name::matches(pattern, &word))
    }
}

/// The words that stand alone in a table's column of names, each with its row. "none" may be a name or say that there is none:
/// nothing is declared by it, and nobody can say that the page does not write it.
fn alone<'a>(grid: &'a Grid, declared: &Declared<'_>) -> impl Iterator<Item = (usize, &'a str)> {
    // The first row names the columns.
    let rows = 1..grid.height();
    let is_declared = |row: &usize, column: usize| declared.names.contains(grid.text(*row, column));
    // Beside labels stands one name, and below it what else is told of it.
    let before_last = |column: usize| usize::from(column != 0);
    let of_names =
        |&column: &usize| rows.clone().filter(|row| is_declared(row, column)).nth(before_last(column)).is_some();
    let columns: Vec<usize> = (0..grid.width()).filter(of_names).collect();
    let rows = rows.filter(|&row| grid.row(row).filter(|(_, cell)| !cell.text.is_empty()).nth(1).is_some());
    let cells = rows.flat_map(move |row| columns.clone().into_iter().map(move |column| (row, column)));
    let cells = cells.filter(|&(row, column)| grid.cell(row, column).is_some_and(|cell| !cell.header));
    let cells = cells.map(|(row, column)| (row, grid.text(row, column)));
    cells.filter(|(_, cell)| !cell.starts_with("~~") && words(cell).any(|word| word == *cell))
}

/// The texts of a block. Nothing is said of a page's cookies in a sample of code.
fn texts(body: &Body) -> Vec<&str> {
    fn plain(text: &Text) -> &str {
        &text.plain
    }
    match body {
        Body::Heading(_, text) | Body::Label(text) | Body::Paragraph(text) | Body::Item(text) => vec![plain(text)],
        Body::Pair(label, value) => vec![plain(label), plain(value)],
        Body::Grid(grid) => grid.cells().map(|(_, cell)| plain(&cell.text)).collect(),
        Body::Code(_) => Vec::new(),
    }
}

/// Whether a text may hold a name, by its bytes: most hold neither `_` nor two capitals in a row.
fn may_name(text: &str) -> bool {
    let capitals = |pair: &[u8]| pair.iter().all(u8::is_ascii_uppercase);
    memchr::memchr(b'_', text.as_bytes()).is_some() || text.as_bytes().windows(2).any(capitals)
}

/// The words of a text, addresses left out; "AWSALB/AWSALBCORS" is two.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '(' | ')' | '"' | '`' | '«' | '»');
    let signs = |c: char| matches!(c, '.' | ':' | '!' | '?' | '\'' | '’' | '‘' | '“' | '”' | '„' | '–' | '—' | '…');
    let is_address = |word: &str| word.contains("://") || word.split_once('/').is_some_and(|(host, _)| is_host(host));
    let parts = text.split(ends).filter(move |word| !is_address(word)).flat_map(|word| word.split('/'));
    parts.map(move |word| word.trim_matches(signs)).filter(|word| (2..=80).contains(&word.len()))
}

fn is_sure(word: &str) -> bool {
    let closed =
        [('[', ']'), ('<', '>'), ('{', '}')].iter().all(|(open, end)| word.contains(*open) == word.contains(*end));
    closed && name::looks_like(word) >= SURE && !word.contains(['@', '=', '\\']) && !is_host(word)
}

fn is_known(word: &str, beside_names: bool) -> bool {
    let is_capitals = word.bytes().filter(u8::is_ascii_uppercase).nth(1).is_some() && text::is_capitals(word);
    (is_capitals || beside_names) && names::is_known(word)
}

/// The words around the first place of a word.
fn around(text: &str, word: &str) -> String {
    const BEFORE: usize = 60;
    const BEHIND: usize = 100;
    let at = text.find(word).unwrap_or(0);
    let (from, to) = (text.floor_char_boundary(at.saturating_sub(BEFORE)), at + word.len() + BEHIND);
    let to = text.floor_char_boundary(to.min(text.len()));
    let words = text.get(from..to).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, behind) = (if from > 0 { "…" } else { "" }, if to < text.len() { "…" } else { "" });
    format!("{before}{words}{behind}")
}

#[cfg(test)]
mod tests {
    use crate::charter::read;
    use crate::page::{Form, Page};

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let page = Page { address: None, language: None, form: Form::Html, source: source.to_owned() };
        let mentions = read(&page).mentions;
        let names: Vec<&str> = mentions.iter().map(|mention| mention.name.as_str()).collect();
        assert_eq!(names, expected, "{source}");
    }

    #[test]
    fn names_of_which_nothing_is_read() {
        check("<p>See cookies.example.org/a_b, write to a_b@example.org. Our map (NID) and DE, EU, IDEAL.", &["NID"]);
        check("<p>Balanced by AWSALB/AWSALBCORS", &["AWSALB", "AWSALBCORS"]);
        check("<p>Ads: fr, IDE or _adx_7. The word fr alone", &["fr", "IDE", "_adx_7"]);
        check("<p>Ads: fr, IDE", &["fr", "IDE"]);
        check("<p>The word fr alone is French, and so is xs.", &[]);
        check("<pre>SESSION_ID=1</pre><p>Cookies of ours", &[]);
    }

    #[test]
    fn what_is_declared_is_no_mention() {
        let table = "<table><tr><th>Cookie<th>Purpose<th>Duration<tr><td>_ga_*<td>Counts visits<td>2 years</table>";
        check(&format!("<h1>Cookies</h1>{table}<p>_ga_AB12CD3456 lasts, so does _hjid, and _hjid again."), &["_hjid"]);
    }

    #[test]
    fn what_stands_alone_among_names_may_be_one() {
        let rows = ["lang|Keeps the language", "xx|Keeps the size", "none|Keeps nothing", "Other cookies|Keep more"];
        let rows = rows.map(|row| format!("<tr><td>{}<td>2 days", row.replace('|', "<td>"))).concat();
        let page = format!("<h1>Cookies</h1><table><tr><th>Name<th>Purpose<th>Duration{rows}</table>");
        check(&page, &["xx", "none"]);
    }

    #[test]
    fn the_words_around_are_kept() {
        let page = format!("<p>{} (NID) {}", "é ".repeat(100), "ü".repeat(300));
        let page = Page { address: None, language: None, form: Form::Html, source: page };
        let [mention] = &read(&page).mentions[..] else { panic!("one") };
        assert!(mention.excerpt.starts_with("…é") && mention.excerpt.contains("(NID)"), "{}", mention.excerpt);
        assert!(mention.excerpt.ends_with("ü…") && mention.excerpt.len() < 180, "{}", mention.excerpt);
    }
}
