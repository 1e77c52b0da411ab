//! A knowledge base that an auditor brings: what an authority or a colleague knows about cookies and storage keys.
//!
//! The format is that of the EDPB's Website Auditing Tool: one base or an array of them, each with `name`, `author` and
//! `knowledges`, rows of `name` (or `key`), `domain`, `category`, `controller`, `comment` and `source`. A star in a name
//! stands for anything, `*` as a domain for every host, `*example.org` for a host and those below it. Rows about a key
//! that one script alone sets are left out: a visit does not tell which script sets a key.

use super::{Known, Use};
use crate::charter::lexicon::Languages;
use crate::charter::{Category, category, name};
use crate::text;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One row of a knowledge base. It explains; it never declares a cookie, and a report says where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// The name of the base it stands in.
    pub base: String,
    /// The cookie's or key's name, with `*` for its variable parts; `*` alone for all of a domain.
    pub name: String,
    /// The domain of which it is known. `None` where the name itself tells.
    #[serde(default)]
    pub domain: Option<String>,
    /// Whose it is.
    #[serde(default)]
    pub controller: Option<String>,
    /// What it is for, as written.
    #[serde(default)]
    pub category: Option<String>,
    /// What the category means. `None` where it says nothing or could not be read.
    #[serde(default, rename = "use")]
    pub used_for: Option<Use>,
    /// The base counts it among those that need no consent although they measure the audience.
    #[serde(default)]
    pub exempt: bool,
    /// What its author adds.
    #[serde(default)]
    pub comment: Option<String>,
}

impl Fact {
    /// The fact as the table of public knowledge would tell it. `None` where its category says nothing.
    pub fn known(&self) -> Option<Known<'_>> {
        let service = self.controller.as_deref().or(self.domain.as_deref()).unwrap_or(&self.name);
        Some(Known {
            name: &self.name,
            service,
            company: self.controller.as_deref(),
            used_for: self.used_for?,
            lifetime: None,
            source: &self.base,
            domain: self.domain.as_deref(),
        })
    }
}

/// What an auditor's files know. The default is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base {
    cookies: Table,
    keys: Table,
}

impl Base {
    /// A base of these facts about cookies.
    pub fn of(facts: impl IntoIterator<Item = Fact>) -> Self {
        let mut base = Self::default();
        facts.into_iter().for_each(|fact| base.cookies.add(fact));
        base
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`BaseError`] says where it is no knowledge base, or that it has no row to read.
    pub fn read(file: &str) -> Result<Self, BaseError> {
        let file = file.strip_prefix('\u{feff}').unwrap_or(file);
        let bases: Vec<RawBase> = if file.trim_start().starts_with('[') {
            serde_json::from_str(file)?
        } else {
            vec![serde_json::from_str(file)?]
        };
        let mut base = Self::default();
        for RawBase { name, author, knowledges } in bases {
            let title = said(name).or(said(author)).unwrap_or_else(|| "?".to_owned());
            knowledges.into_iter().for_each(|row| base.add(&title, row));
        }
        if base.is_empty() { Err(BaseError::Empty) } else { Ok(base) }
    }

    /// Adds what another base knows; what is there already wins.
    pub fn extend(&mut self, other: Self) {
        other.cookies.facts.into_iter().for_each(|fact| self.cookies.add(fact));
        other.keys.facts.into_iter().for_each(|fact| self.keys.add(fact));
    }

    /// How many facts it has.
    pub fn len(&self) -> usize {
        self.cookies.facts.len() + self.keys.facts.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What it knows about a cookie of this name on this host: an exact name before a family, a domain before none.
    pub fn cookie(&self, name: &str, host: &str) -> Option<&Fact> {
        self.cookies.get(name, host)
    }

    /// What it knows about a storage key, in the same order.
    pub fn key(&self, name: &str, host: &str) -> Option<&Fact> {
        self.keys.get(name, host)
    }

    fn add(&mut self, base: &str, row: Row) {
        let is_key = said(row.key.clone()).is_some();
        let Some(name) = said(row.name).or(said(row.key)) else { return };
        if said(row.script).is_some_and(|script| script != "*") {
            return;
        }
        let wild =
            matches!(&row.wildcard_match, Value::Bool(true)) || row.wildcard_match.to_string().trim_matches('"') == "1";
        let name = if wild && !name.ends_with('*') { name + "*" } else { name };
        let domain = said(row.domain).map(|domain| domain.trim_start_matches(['*', '.']).to_lowercase());
        let category = said(row.category);
        let (used_for, exempt) = category.as_deref().map(meaning).unwrap_or_default();
        let fact = Fact {
            base: base.to_owned(),
            name,
            domain: domain.filter(|domain| !domain.is_empty()),
            controller: said(row.controller),
            category,
            used_for,
            exempt,
            comment: said(row.comment),
        };
        // A row that names neither a cookie nor a domain is about everything, and says nothing.
        if fact.domain.is_some() || fact.name.contains(char::is_alphanumeric) {
            if is_key { self.keys.add(fact) } else { self.cookies.add(fact) }
        }
    }
}

/// Facts by what stands before the first `*` of their name, and by their domain (empty for none).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Table {
    facts: Vec<Fact>,
    exact: BTreeMap<(String, String), usize>,
    families: BTreeMap<(String, String), Vec<usize>>,
    lengths: BTreeSet<usize>,
}

/// Of families with one beginning and one domain this many are tried.
const MOST_ALIKE: usize = 64;

impl Table {
    fn add(&mut self, fact: Fact) {
        let domain = fact.domain.clone().unwrap_or_default();
        let place = self.facts.len();
        match fact.name.split_once('*') {
            None => drop(self.exact.entry((fact.name.clone(), domain)).or_insert(place)),
            Some((beginning, _)) => {
                self.lengths.insert(beginning.len());
                let alike = self.families.entry((beginning.to_owned(), domain)).or_default();
                if alike.len() < MOST_ALIKE {
                    alike.push(place);
                }
            }
        }
        self.facts.push(fact);
    }

    fn get(&self, cookie: &str, host: &str) -> Option<&Fact> {
        if self.facts.is_empty() {
            return None;
        }
        let cookie = &*name::decoded(cookie);
        let exact = hosts(host).find_map(|domain| self.exact.get(&(cookie.to_owned(), domain.to_owned())).copied());
        let family = || {
            let beginnings = self.lengths.iter().rev().filter_map(|length| cookie.get(..*length));
            beginnings
                .flat_map(|beginning| hosts(host).map(move |domain| (beginning.to_owned(), domain.to_owned())))
                .filter_map(|key| self.families.get(&key))
                .flatten()
                .copied()
                .find(|place| {
                    self.facts.get(*place).is_some_and(|fact| fact.name == "*" || name::matches(&fact.name, cookie))
                })
        };
        self.facts.get(exact.or_else(family)?)
    }
}

/// A host, the domains above it, then none.
fn hosts(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |host| Some(host.split_once('.')?.1)).chain([""])
}

/// What a category means, and whether it is said to be exempt from consent. Its words are free text.
fn meaning(category: &str) -> (Option<Use>, bool) {
    let words = text::fold(category);
    let says = |any: &[&str]| any.iter().any(|word| words.contains(word));
    let exempt = says(&["exempt"]) && !says(&["non", "not ", "nicht", "no exent"]);
    let used_for = if says(&["securit", "fraud"]) {
        Some(Use::Security)
    } else if says(&["technical", "technique", "tecnic", "technisch"]) {
        Some(Use::Necessary)
    } else if says(&["personali", "customi"]) {
        Some(Use::Functional)
    } else {
        match category::of(category, Languages::of(None)) {
            Some(Category::Necessary) => Some(Use::Necessary),
            Some(Category::Functional) => Some(Use::Functional),
            Some(Category::Statistics) => Some(Use::Statistics),
            Some(Category::Marketing) => Some(Use::Marketing),
            Some(Category::Unclassified) | None => None,
        }
    };
    (used_for, exempt)
}

/// A field's words; `None` when it is empty or one of the signs for "nothing".
fn said(field: Option<String>) -> Option<String> {
    field.map(|words| words.trim().to_owned()).filter(|words| !matches!(words.as_str(), "" | "?" | "-"))
}

#[derive(Deserialize)]
struct RawBase {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    author: Option<String>,
    knowledges: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    key: Option<String>,
    #[serde(default)]
    script: Option<String>,
    #[serde(default)]
    domain: Option<String>,
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    controller: Option<String>,
    #[serde(default)]
    comment: Option<String>,
    #[serde(default)]
    wildcard_match: Value,
}

/// Why a file is no knowledge base.
#[derive(Debug)]
pub enum BaseError {
    /// It is not the JSON that was expected.
    Json(serde_json::Error),
    /// It has no row that names a cookie or a key.
    Empty,
}

impl fmt::Display for BaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = "expected a knowledge base as the Website Auditing Tool exports it: {\"name\": …, \"knowledges\": [{\"name\": …, \"domain\": …, \"category\": …}]}";
        match self {
            Self::Json(error) => {
                let whole = error.to_string();
                let problem = match whole.split_once("missing field `").and_then(|(_, field)| field.split_once('`')) {
                    Some((field, _)) => format!("\"{field}\" is missing here"),
                    None if error.is_eof() => "the file ends here, before it is complete".to_owned(),
                    None => "this is not as such a file is written".to_owned(),
                };
                write!(f, "line {}, column {}: {problem}; {expected}", error.line(), error.column())
            }
            Self::Empty => write!(f, "no row names a cookie or a key; {expected}"),
        }
    }
}

impl std::error::Error for BaseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            Self::Empty => None,
        }
    }
}

impl From<serde_json::Error> for BaseError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, meaning};
    use crate::knowledge::Use;

    #[test]
    fn categories_are_free_text() {
        for (category, used_for, exempt) in [
            ("Analytics (non exempted)", Some(Use::Statistics), false),
            ("Analytics (exempted)", Some(Use::Statistics), true),
            ("Targeted advertising", Some(Use::Marketing), false),
            ("Technical", Some(Use::Necessary), false),
            ("Content customisation", Some(Use::Functional), false),
            ("Personalization", Some(Use::Functional), false),
            ("Security", Some(Use::Security), false),
            ("Necessary", Some(Use::Necessary), false),
            ("Functional", Some(Use::Functional), false),
            ("Marketing", Some(Use::Marketing), false),
            ("Mesure d’audience", Some(Use::Statistics), false),
            ("Mesure d’audience (exemptée)", Some(Use::Statistics), true),
            ("Publicité ciblée", Some(Use::Marketing), false),
            ("who knows", None, false),
        ] {
            assert_eq!(meaning(category), (used_for, exempt), "{category}");
        }
    }

    #[test]
    fn the_most_precise_row_tells() {
        let base = Base::read(
            r#"{"name": "DPA", "knowledges": [
                {"domain": "*", "name": "*", "controller": "everybody"},
                {"domain": "*", "name": "uid*", "controller": "family"},
                {"domain": "*", "name": "uid ", "controller": "name"},
                {"domain": "*example.org", "name": "*", "controller": "domain"},
                {"domain": ".sub.example.org", "name": "uid", "controller": "both"},
                {"domain": "", "name": "open", "wildcard_match": 1, "controller": "wild"}]}"#,
        )
        .unwrap();
        let controller = |name: &str, host: &str| base.cookie(name, host).and_then(|fact| fact.controller.clone());
        assert_eq!(controller("uid", "a.sub.example.org").as_deref(), Some("both"));
        assert_eq!(controller("uid", "example.org").as_deref(), Some("name"));
        assert_eq!(controller("uid_2", "example.net").as_deref(), Some("family"));
        assert_eq!(controller("x", "a.example.org").as_deref(), Some("domain"));
        assert_eq!(controller("x", "notexample.org"), None);
        assert_eq!(controller("opening", "example.net").as_deref(), Some("wild"));
        assert_eq!(base.len(), 5, "a row about everything says nothing");
    }

    #[test]
    fn keys_and_cookies_are_apart() {
        let base = Base::read(
            r#"[{"author": "A", "category": "localstorage", "knowledges": [
                {"kind": "localstorage", "script": "*", "key": "theme", "category": "Technical"},
                {"kind": "localstorage", "script": "https://x.example/a.js", "key": "id"}]}]"#,
        )
        .unwrap();
        assert_eq!(base.key("theme", "example.org").map(|fact| fact.base.as_str()), Some("A"));
        assert!(base.key("id", "example.org").is_none() && base.cookie("theme", "example.org").is_none());
    }

    #[test]
    fn errors_say_the_place_and_what_was_expected() {
        for (file, says) in [
            ("", "line 1, column 0: the file ends here, before it is complete"),
            ("[{\"name\": \"sid\", \"domain\": \"a\"}]", "\"knowledges\" is missing here"),
            ("{\"knowledges\": []}", "no row names a cookie or a key"),
            ("{\"knowledges\": [\n{\"name\": 3}]}", "line 2, column 10: this is not as such a file is written"),
        ] {
            let error = Base::read(file).unwrap_err().to_string();
            assert!(error.contains(says) && error.contains("expected a knowledge base"), "{file} said: {error}");
        }
    }
}
