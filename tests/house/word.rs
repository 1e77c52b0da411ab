//! The words by which charters are read, and the words that people read: complete in every language.

use super::{json, names};
use serde_json::Value;
use std::collections::BTreeSet;

const READ: [&str; 34] = [
    "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "is", "it", "lt",
    "lv", "mk", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sq", "sr", "sv", "tr", "uk",
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

fn languages(folder: &str) -> Vec<String> {
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

#[test]
fn french_and_english_say_the_same_things() {
    let [french, english] = ["fr", "en"].map(|language| keys(&json(&format!("src/report/words/{language}.json")), 9));
    let differing = french.symmetric_difference(&english).collect::<Vec<_>>();
    assert!(differing.is_empty(), "only in one of the two: {differing:?}");
}

#[test]
fn every_language_has_every_label() {
    let french = json("src/report/words/fr.json");
    for language in languages("src/report/words") {
        let words = json(&format!("src/report/words/{language}.json"));
        let singular = |words: &Value| {
            let plural = |key: &str| ["_one", "_two", "_few", "_many", "_other"].iter().any(|form| key.ends_with(form));
            keys(&words["labels"], 1).into_iter().filter(|key| !plural(key)).collect::<BTreeSet<_>>()
        };
        assert_eq!(singular(&words), singular(&french), "labels of {language}");
    }
}
