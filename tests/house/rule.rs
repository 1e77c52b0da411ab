//! One rule is one file, one id, one fixture folder, one entry in the words, one row in README.

use super::word::languages;
use super::{json, names, place, text};
use cookie_charter::audit::rules::RULES;
use std::env;
use std::fs;

const HEADINGS: [&str; 4] = ["## What it checks", "## Why it matters", "## Example", "## When it stays silent"];

fn ids() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.id).collect()
}

fn file(id: &str) -> String {
    format!("src/audit/rules/{}.rs", id.replace('-', "_"))
}

#[test]
fn every_rule_has_its_file_and_every_file_its_rule() {
    let mut ids = ids();
    ids.sort_unstable();
    let files =
        names("src/audit/rules").into_iter().filter_map(|name| Some(name.strip_suffix(".rs")?.replace('_', "-")));
    assert_eq!(ids, files.filter(|name| name != "mod").collect::<Vec<_>>());
}

#[test]
fn every_rule_explains_itself() {
    for id in ids() {
        let code = text(&file(id));
        assert!(code.starts_with(&format!("//! `{id}`: ")), "{id}: the file begins with its id and a sentence");
        let places = HEADINGS.map(|heading| code.find(&format!("//! {heading}\n")));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{id}: headings {HEADINGS:?}, in that order");
    }
}

#[test]
fn no_rule_knows_another() {
    for id in ids() {
        let code = text(&file(id));
        for other in ids().into_iter().filter(|other| *other != id).map(|other| other.replace('-', "_")) {
            let imported = code.contains(&format!("super::{other}::")) || code.contains(&format!("rules::{other}::"));
            assert!(!imported, "{id} imports {other}: what two rules share belongs in `case`");
        }
    }
}

#[test]
fn every_rule_has_its_fixtures_and_every_folder_its_rule() {
    let mut ids = ids();
    ids.sort_unstable();
    assert_eq!(names("tests/rules"), ids);
}

#[test]
fn every_rule_has_its_words() {
    for language in languages("src/report/words") {
        let words = json(&format!("src/report/words/{language}.json"));
        let mut written = words["rules"].as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>();
        let mut ids = ids();
        ids.sort_unstable();
        written.sort_unstable();
        assert_eq!(written, ids, "{language}");
        for id in ids {
            for part in ["title", "observed", "why", "visitor", "owner"] {
                let said = words["rules"][id][part].to_string();
                assert!(!["null", "\"\"", "{}"].contains(&said.as_str()), "{language}: {id} lacks {part}");
                assert!(!said.contains("TODO"), "{language}: {id}: {part} is to be written");
            }
        }
    }
}

/// `UPDATE_EXPECT=1 cargo test` writes the table anew.
#[test]
fn readme_lists_every_rule() {
    let rows = RULES.iter().map(|rule| {
        let code = text(&file(rule.id));
        let first = code.lines().next().unwrap_or_default();
        let sentence = first.trim_start_matches(&format!("//! `{}`: ", rule.id)).trim_end_matches('.');
        let all = std::iter::once(&rule.severity).chain(rule.also);
        let all = all.map(|severity| serde_json::to_value(severity).unwrap().as_str().unwrap().to_owned());
        format!("| `{}` | {} | {sentence} |\n", rule.id, all.collect::<Vec<_>>().join(", "))
    });
    let table = format!("| Rule | Severity | It raises |\n|---|---|---|\n{}", rows.collect::<String>());
    let readme = text("README.md");
    let (before, rest) = readme.split_once("<!-- rules -->\n").expect("README has a place for the rules");
    let (_, after) = rest.split_once("<!-- /rules -->").expect("README ends the place for the rules");
    let wanted = format!("{before}<!-- rules -->\n{table}<!-- /rules -->{after}");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(place("README.md"), &wanted).unwrap();
    }
    assert!(
        text("README.md") == wanted,
        "README's rules are not those of the code; UPDATE_EXPECT=1 cargo test writes them:\n{table}"
    );
}
