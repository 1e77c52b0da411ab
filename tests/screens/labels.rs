//! The fixed labels: every language has every label, every label is on a screen, every plural has its forms.

use super::{read, root};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The plural forms that `Intl.PluralRules` may ask for when the number is whole and below a million.
const FORMS: [(&str, &[&str]); 8] = [
    ("de", &["one", "other"]),
    ("en", &["one", "other"]),
    ("es", &["one", "other"]),
    ("fr", &["one", "other"]),
    ("it", &["one", "other"]),
    ("nl", &["one", "other"]),
    ("pl", &["few", "many", "one"]),
    ("pt", &["one", "other"]),
];
/// Labels whose last part is the id of a closed list of the core.
const LISTS: [&str; 5] = ["category", "claim", "doubt", "kind", "party"];
/// Labels that the manifest and the core's side of the browser use.
const ELSEWHERE: [&str; 4] = ["extensionDescription", "extensionName", "languageName", "language"];

fn labels(language: &str) -> BTreeMap<String, String> {
    let words: serde_json::Value = serde_json::from_str(&read(&format!("src/report/words/{language}.json"))).unwrap();
    serde_json::from_value(words.get("labels").cloned().unwrap()).unwrap()
}

/// A label's key without its plural form.
fn stem(key: &str) -> &str {
    key.rsplit_once('_').map_or(key, |(stem, _)| stem)
}

/// The pages' source, all in one.
fn pages(folder: &Path) -> String {
    let mut source = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("wasm") {
            source += &pages(&path);
        } else if path.extension().is_some_and(|end| end == "js" || end == "html" || end == "json") {
            source += &fs::read_to_string(&path).unwrap();
        }
    }
    source
}

#[test]
fn every_language_has_every_label() {
    let stems = |language| labels(language).keys().map(|key| stem(key).to_owned()).collect::<BTreeSet<_>>();
    for (language, _) in FORMS {
        assert_eq!(stems(language), stems("fr"), "{language} beside fr");
    }
}

#[test]
fn every_plural_has_the_forms_of_its_language() {
    for (language, forms) in FORMS {
        let labels = labels(language);
        for key in labels.keys().filter(|key| key.contains('_')) {
            for form in forms {
                let wanted = format!("{}_{form}", stem(key));
                assert!(labels.contains_key(&wanted), "{language} lacks {wanted}");
            }
            assert!(forms.iter().any(|form| key.ends_with(form)), "{language} never uses {key}");
        }
    }
}

#[test]
fn every_label_keeps_its_places() {
    let places = |text: &str| {
        text.split('{').skip(1).filter_map(|part| part.split('}').next().map(str::to_owned)).collect::<BTreeSet<_>>()
    };
    let french = labels("fr");
    for (language, _) in FORMS {
        for (key, text) in labels(language) {
            let model = french.get(&key).or_else(|| french.get(&format!("{}_other", stem(&key)))).unwrap();
            assert!(!text.trim().is_empty(), "{language} has an empty {key}");
            if !key.ends_with("_one") {
                assert_eq!(places(&text), places(model), "{key} in {language}: {text}");
            }
        }
    }
}

#[test]
fn every_label_is_on_a_screen() {
    let source = pages(&root().join("extension")) + &read("manifest.json");
    for key in labels("fr").keys() {
        let key = stem(key);
        let used = [format!("'{key}'"), format!("\"{key}\""), format!("`{key}`"), format!("__MSG_{key}__")];
        let listed =
            LISTS.iter().any(|list| key.strip_prefix(list).is_some_and(|rest| rest.starts_with(char::is_uppercase)));
        let found = listed || ELSEWHERE.contains(&key) || used.iter().any(|form| source.contains(form));
        assert!(found, "{key} is on no screen");
    }
}

#[test]
fn every_label_on_a_screen_exists() {
    let source = pages(&root().join("extension"));
    let french = labels("fr");
    let known = |key: &str| french.contains_key(key) || french.contains_key(&format!("{key}_other"));
    for opening in ["label('", "plural('", "data-label=\"", "data-aria=\"", "data-tip=\"", "data-hint=\""] {
        for part in source.split(opening).skip(1) {
            let key = part.split(['\'', '"']).next().unwrap();
            assert!(known(key), "{opening}{key} has no words");
        }
    }
}

#[test]
fn french_keeps_its_marks_beside_their_words() {
    for (key, text) in labels("fr") {
        for bad in [" :", " ;", " ?", " !", " »", "« ", "'"] {
            assert!(!text.contains(bad), "{key} has {bad:?}: {text}");
        }
    }
}
