//! One cookie as a platform lists it, and the declaration it becomes.

use crate::charter::lexicon::Languages;
use crate::charter::lifetime::{self, Length, Lifetime, True};
use crate::charter::{Category, Declaration, Evidence, Kind, Party, category, name};
use serde_json::Value;

/// One cookie as a platform lists it; `None` where it is silent.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) kind: Option<Kind>,
    pub(super) provider: Option<String>,
    pub(super) service: Option<String>,
    pub(super) domain: Option<String>,
    pub(super) purpose: Option<String>,
    pub(super) category: Option<Category>,
    pub(super) party: Option<Party>,
    pub(super) lifetime: Option<Lifetime>,
    /// The group or list it stands in, in the platform's words.
    pub(super) group: Option<String>,
}

/// The most cookies one platform document is read for.
const MOST: usize = 20_000;

/// The declarations, in the list's order.
pub(super) fn declare(listed: Vec<Listed>) -> Vec<Declaration> {
    let languages = Languages::of(None);
    let mut declarations = Vec::new();
    for (row, listed) in listed.into_iter().take(MOST).enumerate() {
        let row = u32::try_from(row + 1).ok();
        let Some(name) = name::read(&listed.name, languages).into_iter().next() else { continue };
        let excerpt = [Some(&listed.name), listed.purpose.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" | ");
        declarations.push(Declaration {
            name: name.name,
            as_written: name.as_written,
            kind: listed.kind.unwrap_or(Kind::Cookie),
            provider: listed.provider,
            service: listed.service,
            domain: listed.domain,
            purpose: listed.purpose,
            category: listed.category,
            party: listed.party,
            lifetime: listed.lifetime,
            evidence: Evidence {
                section: listed.group,
                row,
                excerpt: excerpt.chars().take(300).collect(),
                ..Evidence::default()
            },
            doubts: Vec::new(),
        });
    }
    declarations
}

/// A text of the data, without its tags; `None` when there is none or it is empty.
pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    let text = match value.get(key)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let mut plain = String::with_capacity(text.len());
    let mut in_tag = false;
    for character in text.chars() {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                plain.push(' ');
            }
            _ if !in_tag => plain.push(character),
            _ => {}
        }
    }
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!plain.is_empty()).then_some(plain)
}

/// A name of the data, with nothing taken away: `_ga_<id>` has a meaning of its own there.
pub(super) fn name_of(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// A host without its leading dot or star. `None` for "*", which says "any".
pub(super) fn host(written: &str) -> Option<String> {
    let host = written
        .trim()
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("*.")
        .trim_start_matches('.');
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_lowercase())
}

/// A lifetime in seconds, as the data gives it; none is a session.
pub(super) fn seconds(seconds: u64, as_written: String) -> Lifetime {
    let length = if seconds == 0 { Length::Session(True) } else { Length::Seconds(seconds) };
    Lifetime { as_written, length }
}

/// A lifetime in words. `None` when they give none.
pub(super) fn lifetime(words: &str, languages: Languages) -> Option<Lifetime> {
    lifetime::parse(words, languages, None).map(|length| Lifetime { as_written: words.to_owned(), length })
}

/// The category of a platform's own key or label: conventional slugs first, then the words of all languages.
///
/// Complianz and Borlabs' conventions: "functional" beside no "necessary" means necessary; the caller says so.
pub(super) fn category_of(key: &str) -> Option<Category> {
    let key = key.to_lowercase();
    match key.as_str() {
        "c0001" | "essential" | "strict" | "necessary" | "security" => Some(Category::Necessary),
        "c0002" | "performance" | "analytics" | "statistics" | "statistic" | "measurement" | "analytic" => {
            Some(Category::Statistics)
        }
        "c0003" | "preferences" | "functional" | "functionality" | "external-media" | "personalization"
        | "livechat" | "styling" => Some(Category::Functional),
        "c0004" | "c0005" | "marketing" | "advertising" | "advertisement" | "targeting" | "ads" | "social"
        | "social_networking" => Some(Category::Marketing),
        "unclassified" | "other" | "others" => Some(Category::Unclassified),
        _ => category::of(&key, Languages::of(None)),
    }
}

/// The glob of a regular expression as configurations write them: `/^_pk_.*$/` → `_pk_*`. What is more than a beginning,
/// an end and "anything" is cut at its first special sign.
pub(super) fn glob(pattern: &str) -> String {
    let Some(body) = pattern.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')).map(|(body, _)| body) else {
        return pattern.to_owned();
    };
    let (anchored, body) = body.strip_prefix('^').map_or((false, body), |rest| (true, rest));
    let (closed, body) = body.strip_suffix('$').map_or((false, body), |rest| (true, rest));
    let mut glob = if anchored { String::new() } else { "*".to_owned() };
    let mut characters = body.chars().peekable();
    let mut exact = true;
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('d' | 'w' | 's' | 'S' | 'W' | 'D' | 'b') | None => {
                    exact = false;
                    break;
                }
                Some(literal) => glob.push(literal),
            },
            '.' if matches!(characters.peek(), Some('*' | '+')) => {
                characters.next();
                glob.push('*');
            }
            '.' | '[' | '(' | '|' | '{' | '?' | '*' | '+' => {
                exact = false;
                break;
            }
            literal => glob.push(literal),
        }
    }
    if (!closed || !exact) && !glob.ends_with('*') {
        glob.push('*');
    }
    glob
}
