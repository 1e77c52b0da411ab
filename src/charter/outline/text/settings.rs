//! Cookies kept as settings, in YAML or TOML: above a page, in a block of code, or as the page itself. A list whose items have
//! the same keys is a table with its keys as titles; what it stands below are headings.

use super::pipes::Table;
use super::{Body, Line, Text, TextPage, header, labels, markdown};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::{Grid, grid::Cell};
use crate::charter::{category, kind, lifetime, name, provider};
use std::iter::Peekable;
use std::ops::Range;

/// The most lines that are read as settings.
pub(super) const MOST_LINES: usize = 5_000;
/// The most columns of a list.
const MOST_KEYS: usize = 12;
/// How deep lists and mappings are nested in each other.
const DEEPEST: usize = 12;

/// A line of settings: a key, and its value if it stands there.
struct Setting {
    indent: usize,
    /// Whether it is the first of an item.
    begins: bool,
    key: String,
    value: String,
}

/// A key with what it holds.
struct Held {
    key: String,
    value: Value,
}

enum Value {
    Words(String),
    /// A mapping.
    Keys(Vec<Held>),
    /// A list of mappings.
    Items(Vec<Vec<Held>>),
}

/// Reads settings that stand by themselves: from a key on, lines that are all settings.
pub(super) fn bare(page: &mut TextPage<'_>, at: usize) -> Option<usize> {
    let first = page.line(at).filter(|line| at >= page.unset && line.indent() == 0)?;
    if setting(first).is_none_or(|setting| setting.begins) {
        return None;
    }
    // Below a blank line, what may be a comment may be the heading of the page as well.
    let is_heading = |index: usize| page.line(index).is_some_and(|line| line.heading().is_some());
    let ends = |index: usize| is_heading(index) && page.line(index - 1).is_some_and(Line::is_blank);
    let lines = page.lines.iter().enumerate().skip(at).take(MOST_LINES);
    let count = lines.take_while(|(index, line)| may_hold(line) && (*index == at || !ends(*index))).count();
    page.unset = at + count;
    read(page, at..at + count).then_some(at + count)
}

/// Whether a line may stand in settings.
pub(super) fn may_hold(line: &Line<'_>) -> bool {
    line.is_blank() || line.indent() > 0 || line.text.starts_with(['-', '#']) || setting(*line).is_some()
}

/// Reads the lists of cookies among settings. `false` when they hold none: nothing is read then.
pub(super) fn read(page: &mut TextPage<'_>, lines: Range<usize>) -> bool {
    let lines = page.lines.get(lines).unwrap_or_default();
    let settings = if lines.iter().any(|line| table(line.text).is_some()) { of_tables(lines) } else { settings(lines) };
    if !settings.iter().any(|setting| is_of_cookie(setting, page.languages)) {
        return false;
    }
    let held = keys(&mut settings.into_iter().peekable(), 0, 0);
    let bodies = Lists { languages: page.languages }.below(&held, 2, false);
    let found = !bodies.is_empty();
    bodies.into_iter().for_each(|body| page.push(body, 0));
    found
}

/// Whether a setting is a name or a lifetime of a cookie.
fn is_of_cookie(setting: &Setting, languages: Languages) -> bool {
    match labels::role(&words(&setting.key), languages) {
        Some(Role::Name) => name::looks_like(&setting.value) >= 0.7,
        Some(Role::Lifetime) => lifetime::looks_like(&setting.value, languages) >= 0.7,
        _ => setting.value.is_empty() && name::looks_like(&setting.key) >= 0.9,
    }
}

/// The settings of some lines. What is no key goes on with the value above it, if no blank line parts them, as do the items
/// of a list of words, and all that is further in than the key of a block of words.
fn settings(lines: &[Line<'_>]) -> Vec<Setting> {
    let mut settings: Vec<Setting> = Vec::new();
    let mut block = None;
    let mut parted = false;
    for line in lines.iter().filter(|line| !line.text.starts_with('#')) {
        if line.is_blank() {
            parted = settings.last().is_some_and(|above| !above.value.is_empty());
            continue;
        }
        block = block.filter(|indent| line.indent() > *indent);
        match (setting(*line).filter(|_| block.is_none()), settings.last_mut()) {
            (Some(mut own), _) => {
                if matches!(own.value.as_str(), "|" | ">" | "|-" | ">-") {
                    block = Some(own.indent);
                    own.value.clear();
                }
                parted = false;
                settings.push(own);
            }
            (None, Some(above)) if !parted || block.is_some() => {
                let item = line.text.strip_prefix("- ");
                if !above.value.is_empty() {
                    above.value.push_str(if item.is_some() { ", " } else { " " });
                }
                above.value.push_str(unquoted(item.unwrap_or(line.text)));
            }
            _ => {}
        }
    }
    settings
}

/// The key of a table that a line opens, and whether it is one of a list: `[consent]`, `[[cookies]]` (TOML v1.0.0, "Array of
/// Tables").
fn table(line: &str) -> Option<(&str, bool)> {
    let listed = line.strip_prefix("[[").and_then(|line| line.strip_suffix("]]"));
    let key = listed.or_else(|| line.strip_prefix('[')?.strip_suffix(']'))?.trim();
    let is_key = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '"');
    (key.starts_with(char::is_alphabetic) && key.chars().all(is_key)).then_some((key, listed.is_some()))
}

/// The settings of lines that open tables: those below a table are of it.
fn of_tables(lines: &[Line<'_>]) -> Vec<Setting> {
    const INDENT: usize = 2;
    let mut settings: Vec<Setting> = Vec::new();
    let mut of: Option<&str> = None;
    let mut begins = false;
    for line in lines {
        if let Some((key, listed)) = table(line.text) {
            if of != Some(key) {
                let key = key.to_owned();
                settings.push(Setting { indent: 0, begins: false, key, value: String::new() });
            }
            (of, begins) = (Some(key), listed);
        } else if let Some((key, value)) = line.text.split_once('=').filter(|_| !line.text.starts_with('#')) {
            settings.push(Setting {
                indent: if of.is_some() { INDENT } else { 0 },
                begins: std::mem::take(&mut begins),
                key: unquoted(key.trim()).to_owned(),
                value: unquoted(value.split(" #").next().unwrap_or_default().trim()).to_owned(),
            });
        }
    }
    settings
}

/// The key a line begins with, in small letters at least at its beginning, as keys of settings are and labels are not.
fn setting(line: Line<'_>) -> Option<Setting> {
    const LONGEST_KEY: usize = 60;
    let item = line.text.strip_prefix("- ").map(str::trim_start);
    let (key, value) = item.unwrap_or(line.text).split_once(':')?;
    let key = unquoted(key);
    let is_key = key.len() <= LONGEST_KEY
        && key.starts_with(|c: char| c.is_lowercase() || c == '_')
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '*'));
    (is_key && (value.is_empty() || value.starts_with(' '))).then(|| Setting {
        indent: line.indent() + item.map_or(0, |item| line.text.len() - item.len()),
        begins: item.is_some(),
        key: key.to_owned(),
        value: unquoted(value.split(" #").next().unwrap_or_default().trim()).to_owned(),
    })
}

/// A value without its quotes, or the brackets of its list.
fn unquoted(value: &str) -> &str {
    let pairs = [('"', '"'), ('\'', '\''), ('[', ']')];
    let inner = |(open, close)| value.strip_prefix(open).and_then(|value| value.strip_suffix(close));
    pairs.into_iter().find_map(inner).unwrap_or(value)
}

/// The keys of the mapping that stands next, at an indent.
fn keys(settings: &mut Peekable<impl Iterator<Item = Setting>>, indent: usize, depth: usize) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    while let Some(setting) = settings.next_if(|next| next.indent >= indent && (held.is_empty() || !next.begins)) {
        let mut value = Value::Words(setting.value);
        while let Some((below, begins)) = settings.peek().map(|next| (next.indent, next.begins))
            && below > setting.indent
        {
            value = match value {
                _ if depth >= DEEPEST => {
                    settings.next();
                    value
                }
                Value::Items(mut items) => {
                    items.push(keys(settings, below, depth + 1));
                    Value::Items(items)
                }
                _ if begins => Value::Items(vec![keys(settings, below, depth + 1)]),
                _ => Value::Keys(keys(settings, below, depth + 1)),
            };
        }
        held.push(Held { key: setting.key, value });
    }
    held
}

/// Where the lists of cookies are among settings.
struct Lists {
    languages: Languages,
}

impl Lists {
    /// Those below some keys, each below the headings that tell what it is of. One `said` to be of cookies stands below a
    /// key that speaks of them, or names a sort of them.
    fn below(&self, held: &[Held], level: u8, said: bool) -> Vec<Body> {
        let mut bodies = Vec::new();
        for Held { key, value } in held {
            let title = words(key);
            let sort = category::of(&title, self.languages);
            let said = said || sort.is_some() || kind::speaks_of_cookies(&title, self.languages);
            let heading = sort.map(|_| Body::Heading(level.min(6), Text::new(&title)));
            let below = level + u8::from(heading.is_some());
            let inner: Vec<Body> = match value {
                Value::Words(_) => Vec::new(),
                Value::Keys(keys) => self.of_mapping(keys, below, said),
                Value::Items(items) => items.iter().flat_map(|item| self.of_mapping(item, below, said)).collect(),
            };
            let table = || self.table(value, &title).filter(|_| said).into_iter().collect();
            let inner = if inner.is_empty() { table() } else { inner };
            if !inner.is_empty() {
                bodies.extend(heading);
                bodies.extend(inner);
            }
        }
        bodies
    }

    /// Those in a mapping, below the titles and sentences that stand in it before them.
    fn of_mapping(&self, held: &[Held], level: u8, said: bool) -> Vec<Body> {
        const LONGEST_TITLE: usize = 8;
        let mut told = Vec::new();
        let mut below = level;
        let before = held.iter().map_while(|held| match &held.value {
            Value::Words(words) => Some((&held.key, words.as_str())),
            _ => None,
        });
        for (key, value) in before.filter(|(_, value)| value.contains(char::is_alphabetic)) {
            let is_short = value.split_whitespace().nth(LONGEST_TITLE).is_none() && !value.ends_with('.');
            if is_short && (category::of(value, self.languages).is_some() || self.is_service(key, value)) {
                told.push(Body::Heading(below.min(6), markdown::inline(value)));
                below += 1;
            } else if value.contains(' ') {
                told.push(Body::Paragraph(markdown::inline(value)));
            }
        }
        let inner = self.below(held, below, said);
        if inner.is_empty() { inner } else { told.into_iter().chain(inner).collect() }
    }

    /// Whether a value is a service: a known one, or its key says so.
    fn is_service(&self, key: &str, value: &str) -> bool {
        let role = labels::role(&words(key), self.languages);
        matches!(role, Some(Role::Service | Role::Provider))
            || provider::known_whole(value).is_some()
            || provider::company(value, self.languages).is_some()
    }

    /// The table that the items of a list are, or the mappings below names. `None` where no key is of a name, or none of
    /// what is said of it.
    fn table(&self, value: &Value, title: &str) -> Option<Body> {
        const NAME: &str = "cookie";
        let rows: Vec<Vec<(&str, &str)>> = match value {
            Value::Words(_) => return None,
            Value::Items(items) => items.iter().map(|item| told(item).collect()).collect(),
            Value::Keys(held) => {
                let named = |held: &&Held| name::looks_like(&held.key) >= 0.7;
                if held.iter().filter(named).count() * 2 < held.len() {
                    return None;
                }
                let below = held.iter().filter_map(|held| match &held.value {
                    Value::Keys(keys) => Some((held.key.as_str(), keys)),
                    _ => None,
                });
                below.map(|(name, keys)| [(NAME, name)].into_iter().chain(told(keys)).collect()).collect()
            }
        };
        let mut keys: Vec<&str> = Vec::new();
        for (key, _) in rows.iter().flatten() {
            if !keys.contains(key) && keys.len() < MOST_KEYS {
                keys.push(key);
            }
        }
        let roles: Vec<Role> = keys.iter().filter_map(|key| labels::role(&words(key), self.languages)).collect();
        let tells = |role: &Role| matches!(role, Role::Purpose | Role::Lifetime);
        if !roles.contains(&Role::Name) || !roles.iter().any(tells) {
            return None;
        }
        let mut table = Table { grid: Grid::default(), end: 0, left_out: None };
        table.grid.caption = kind::speaks_of_cookies(title, self.languages).then(|| title.to_owned());
        table.add(keys.iter().map(|key| Cell::new(Text::new(&words(key)), true)));
        for row in rows {
            let value = |key: &&str| row.iter().find(|(own, _)| own == key).map_or("", |(_, value)| *value);
            table.add(keys.iter().map(|key| Cell::new(markdown::inline(value(key)), false)));
        }
        Some(Body::Grid(table.grid))
    }
}

/// The keys of a mapping whose values are words.
fn told(held: &[Held]) -> impl Iterator<Item = (&str, &str)> {
    held.iter().filter_map(|held| match &held.value {
        Value::Words(words) => Some((held.key.as_str(), words.as_str())),
        _ => None,
    })
}

/// The words of a key: "expiry time" of `expiryTime`, `expiry_time` and `expiry-time`.
fn words(key: &str) -> String {
    header::unglued(&key.replace(['_', '-'], " ")).trim().to_lowercase()
}
