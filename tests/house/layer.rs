//! Data flows one way: who may know whom.

use super::{files, text};
use std::collections::BTreeSet;

/// A folder or file of `src/`, and what of ours it may import.
const LAYERS: [(&str, &[&str]); 8] = [
    ("text", &[]),
    ("names", &[]),
    ("page", &["text"]),
    ("charter", &["charter", "names", "page", "text"]),
    ("cookie", &["cookie", "text"]),
    ("knowledge", &["knowledge", "charter", "cookie", "names", "text"]),
    ("audit", &["audit", "charter", "cookie", "knowledge", "names", "text"]),
    ("report", &["report", "audit", "charter", "cookie", "knowledge", "page", "text"]),
];

/// The first part of every path that starts at the crate's root.
fn imports(code: &str) -> BTreeSet<String> {
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let word = |it: &str| it.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(several) => found.extend(several.split('}').next().unwrap().split(',').map(|it| word(it.trim()))),
            None => drop(found.insert(word(rest))),
        }
    }
    found
}

#[test]
fn every_layer_knows_only_those_below_it() {
    for file in
        files("src", ".rs").iter().filter(|file| !file.starts_with("src/bin/") && !file.starts_with("src/browser/"))
    {
        let name = file.trim_start_matches("src/").split(['/', '.']).next().unwrap();
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == name) else {
            assert_eq!(name, "lib", "{file} is in no layer");
            continue;
        };
        for import in imports(&text(file)).iter().filter(|it| it.starts_with(char::is_lowercase)) {
            assert!(allowed.contains(&import.as_str()), "{file} imports {import}; {name} may know {allowed:?} only");
        }
    }
}

#[test]
fn only_one_script_loads_the_core() {
    let loads = files("extension", ".js").into_iter().filter(|file| !file.starts_with("extension/wasm/"));
    let loads = loads.filter(|file| text(file).contains("wasm/cookie_charter")).collect::<Vec<_>>();
    assert_eq!(loads, ["extension/background/core.js"]);
}

#[test]
fn no_script_turns_text_into_markup_or_code() {
    for file in files("extension", ".js").iter().filter(|file| !file.starts_with("extension/wasm/")) {
        for danger in ["innerHTML =", "outerHTML =", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
            assert!(!text(file).contains(danger), "{file} uses {danger}: what it shows is hostile input");
        }
    }
}

#[test]
fn files_bear_words_of_the_vocabulary() {
    let vague = ["utils", "util", "helpers", "helper", "common", "misc", "types", "manager", "handler", "engine"];
    for file in ["src", "xtask/src", "tests", "extension"].iter().flat_map(|folder| files(folder, "")) {
        let name = file.rsplit('/').next().unwrap().split('.').next().unwrap();
        assert!(!vague.contains(&name), "{file}: that name says nothing");
    }
}
