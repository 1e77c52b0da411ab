//! The words by which charters are read, and the words that people read: complete in every language.

use super::{json, names};
use serde_json::Value;
use std::collections::BTreeSet;

const READ: [&str; 36] = [
    "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "id", "is", "it",
    "lt", "lv", "mk", "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk",
];

/// The keys of a file of words: all of the first two levels, deeper ones where these are fixed keys too.
fn keys(words: &Value, levels: u32) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (key, value) in words.as_object().into_iter().flatten() {
        found.insert(key.clone());
        if levels > 1 {
            found.extend(keys(value, levels - 1).iter().map(|below| format!("{key}.{below}")));
        }
    }
    found
}

pub(super) fn languages(folder: &str) -> Vec<String> {
    names(folder).iter().filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect()
}

#[test]
fn a_lexicon_exists_for_every_language_and_misses_no_key() {
    assert_eq!(languages("src/charter/lexicon"), READ);
    let french = keys(&json("src/charter/lexicon/fr.json"), 2);
    for language in READ {
        assert_eq!(keys(&json(&format!("src/charter/lexicon/{language}.json")), 2), french, "{language}");
    }
}

/// A key without the form of a number at its end: `verdict.noted.one`, `labels.showMore_few`.
fn formless(key: &str) -> &str {
    const FORMS: [&str; 5] = ["one", "two", "few", "many", "other"];
    key.rsplit_once(['.', '_']).filter(|(_, form)| FORMS.contains(form)).map_or(key, |(key, _)| key)
}

#[test]
fn every_language_says_the_same_things() {
    let said = |language: &str| {
        let words = keys(&json(&format!("src/report/words/{language}.json")), 9);
        words.iter().map(|key| formless(key).to_owned()).collect::<BTreeSet<_>>()
    };
    let french = said("fr");
    for language in languages("src/report/words") {
        let words = said(&language);
        let differing = french.symmetric_difference(&words).collect::<Vec<_>>();
        assert!(differing.is_empty(), "only in one of {language} and fr: {differing:?}");
    }
}
