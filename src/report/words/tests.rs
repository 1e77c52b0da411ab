use super::{LANGUAGES, Phrase, Words, filled, plural, source};
use crate::audit::Severity;
use crate::audit::cover::CoverDoubt;
use crate::audit::rules::RULES;
use crate::charter::{Category, Claim, DoubtKind, Kind, Party};
use crate::cookie::stages::Presence;
use crate::cookie::{Missing, Refusal, Stage, StorageKind};
use crate::knowledge::Use;
use crate::report::view::Obstacle;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

#[test]
fn every_file_is_well_formed() {
    for language in LANGUAGES {
        let words: Words =
            serde_json::from_str(source(language).unwrap()).unwrap_or_else(|error| panic!("{language}: {error}"));
        for rule in words.rules.keys() {
            assert!(RULES.iter().any(|known| known.id == rule), "{language}: there is no rule {rule}");
        }
    }
}

/// Every sentence of a language by its key, with the names of its places.
fn places(words: &Words) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    let mut note = |key: String, phrase: &Phrase| {
        let texts: Vec<&String> = match phrase {
            Phrase::One(text) => vec![text],
            Phrase::Forms(forms) => forms.values().collect(),
        };
        let names = texts.iter().flat_map(|text| text.split('{').skip(1)).filter_map(|part| part.split_once('}'));
        all.insert(key, names.map(|(name, _)| name.to_owned()).collect());
    };
    for (key, phrase) in words.verdict.iter().chain(&words.view) {
        note(key.clone(), phrase);
    }
    for (rule, words) in &words.rules {
        let parts =
            [("observed", &words.observed), ("why", &words.why), ("visitor", &words.visitor), ("owner", &words.owner)];
        for (part, phrase) in parts {
            note(format!("{rule}.{part}"), phrase);
        }
        for (case, phrase) in &words.variants {
            note(format!("{rule}.observed.{case}"), phrase);
        }
    }
    all
}

#[test]
fn every_language_says_the_same_things_with_the_same_places() {
    let french = places(Words::of("fr"));
    for language in LANGUAGES {
        let words = Words::of(language);
        assert_eq!(words.language(), *language);
        for rule in RULES {
            assert!(words.rules.contains_key(rule.id), "{language}: {}", rule.id);
        }
        let own = places(words);
        for (key, names) in &french {
            assert_eq!(own.get(key), Some(names), "{language}: {key}");
        }
        assert_eq!(own.len(), french.len(), "{language}");
    }
}

/// The ids of a closed list, as serde tells them to whoever asks for none of them.
fn ids<T: DeserializeOwned + Debug>() -> Vec<String> {
    let told = serde_json::from_str::<T>("\"\"").unwrap_err().to_string();
    let ids: Vec<String> = told.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(ids.len() > 1, "{told}");
    ids
}

/// What is written by the id of a closed list has words for each, in a view and on the extension's pages.
#[test]
fn every_id_has_its_words() {
    let lists = [
        ("kind", [ids::<Kind>(), ids::<StorageKind>()].concat()),
        ("category", ids::<Category>()),
        ("category-name", ids::<Category>()),
        ("party", ids::<Party>()),
        ("party-name", ids::<Party>()),
        ("claim-name", ids::<Claim>()),
        ("doubt", ids::<CoverDoubt>()),
        ("stage", ids::<Stage>()),
        ("presence", ids::<Presence>()),
        ("refused", ids::<Refusal>()),
        ("missing", ids::<Missing>()),
        ("severity", ids::<Severity>()),
        ("use", ids::<Use>()),
        ("purpose", ids::<Use>()),
    ];
    let labels = [
        ("kind", [ids::<Kind>(), ids::<StorageKind>()].concat()),
        ("category", ids::<Category>()),
        ("party", ids::<Party>()),
        ("claim", ids::<Claim>()),
        ("doubt", ids::<DoubtKind>()),
        ("severity", ids::<Severity>()),
        ("stage", ids::<Stage>()),
    ];
    for language in LANGUAGES {
        let words = Words::of(language);
        for key in lists.iter().flat_map(|(list, ids)| ids.iter().map(move |id| format!("{list}.{id}"))) {
            assert!(words.view.contains_key(&key), "{language} has no words for {key}");
        }
        for key in Obstacle::ALL.map(Obstacle::id) {
            assert!([key, &format!("{key}.next")].iter().all(|key| words.view.contains_key(*key)), "{language}: {key}");
        }
        for key in labels.iter().flat_map(|(list, ids)| ids.iter().map(move |id| label(list, id))) {
            assert!(words.labels.contains_key(&key), "{language} has no label {key}");
        }
    }
}

/// The label of an id on the extension's pages: `kindLocalStorage` of `local_storage`.
fn label(list: &str, id: &str) -> String {
    let part = |part: &str| part.get(..1).unwrap_or_default().to_uppercase() + part.get(1..).unwrap_or_default();
    list.to_owned() + &id.split(['-', '_']).map(part).collect::<String>()
}

/// A phrase with forms has the one of every number, or the one for all others.
#[test]
fn every_number_has_its_form() {
    for language in LANGUAGES {
        let words = Words::of(language);
        let of_rules = words.rules.values().flat_map(|rule| {
            [&rule.observed, &rule.why, &rule.visitor, &rule.owner].into_iter().chain(rule.variants.values())
        });
        for phrase in words.verdict.values().chain(words.view.values()).chain(of_rules) {
            let Phrase::Forms(forms) = phrase else { continue };
            for number in 0..=25 {
                assert!(forms.contains_key(plural::form(language, number)), "{language}: {number} in {forms:?}");
            }
        }
    }
}

/// French typography: a narrow or plain no-break space before `:;?!»` and after `«`, and curly apostrophes.
#[test]
fn french_is_set_as_french_is() {
    for line in source("fr").unwrap().lines() {
        let Some((_, value)) = line.split_once("\": ") else { continue };
        for bad in [" :", " ;", " ?", " !", " »", "« ", "'"] {
            assert!(!value.contains(bad), "{bad:?} in {line}");
        }
    }
}

#[test]
fn what_is_put_in_is_not_searched_again() {
    assert_eq!(filled("{a} {b} {c", "en", &[("a", "{b}"), ("b", "x")]), "{b} x {c");
}

#[test]
fn thousands_stand_apart_as_in_the_counts_beside_them() {
    for (language, expected) in [
        ("fr", "1\u{202f}002 12\u{202f}345\u{202f}678 999 1002"),
        ("en", "1,002 12,345,678 999 1002"),
        ("de", "1.002 12.345.678 999 1002"),
        ("es", "1002 12.345.678 999 1002"),
        ("pl", "1002 12\u{a0}345\u{a0}678 999 1002"),
    ] {
        let fill = [("n", "1002"), ("all", "12345678"), ("third", "999"), ("name", "1002")];
        assert_eq!(filled("{n} {all} {third} {name}", language, &fill), expected, "{language}");
    }
}
