//! A declared cookie name: exact, or a family whose variable parts are `*`.

use super::lexicon::Languages;

/// A name as a page declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name; every variable part is one `*`, case is kept.
    pub name: String,
    /// The page's own writing of this name.
    pub as_written: String,
}

/// The names a cell declares, in its order; empty when it declares none.
pub fn read(cell: &str, _languages: Languages) -> Vec<Name> {
    let name = cell.trim();
    if name.is_empty() { Vec::new() } else { vec![Name { name: name.replace('\\', ""), as_written: name.to_owned() }] }
}

/// How much a text looks like one cookie name: 0 for words, products, hosts and sentences; 1 for `_ga_*`.
pub fn looks_like(text: &str) -> f32 {
    if text.contains('_') && !text.contains(' ') { 1.0 } else { 0.0 }
}

/// Whether a declared name (with `*` for its variable parts) matches a cookie's whole name, case-sensitively.
pub fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}
