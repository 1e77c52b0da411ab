//! What the screens are made of: the labels, and the answers that the pages show.
//!
//! The answers are written to `target/screens/answers/`, where `tests/screens/` takes them to draw every screen and state.

mod labels;

use cookie_charter::audit::audit;
use cookie_charter::charter::Charter;
use cookie_charter::cookie::{Cookie, Visit};
use cookie_charter::report::view::{Obstacle, View, view};
use cookie_charter::report::words::LANGUAGES;
use cookie_charter::report::{Report, report};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn charter() -> Charter {
    serde_json::from_str(&read("tests/screens/charter.json")).unwrap()
}

fn visit() -> Visit {
    serde_json::from_str(&read("tests/screens/visit.json")).unwrap()
}

fn audited(charters: &[Charter], visit: &Visit) -> Report {
    report(charters, visit, audit(charters, visit))
}

/// Names as a hostile site would choose them: markup, direction marks, invisible letters, 4 KB, none.
fn hostile() -> Visit {
    let names = [
        "<img src=x onerror=alert(1)>".to_owned(),
        "\u{202e}gnp.exe_cookie".to_owned(),
        "a\u{200b}d\u{200d}m\u{2060}in".to_owned(),
        "x".repeat(4096),
        String::new(),
        "prénom été".to_owned(),
        format!("__Secure-{}", "très_long_nom_de_cookie_".repeat(6)),
        "ZA\u{334}\u{322}\u{353}LG\u{338}\u{33a}O".to_owned(),
        "עוגיה_עברית".to_owned(),
        "\"><script>alert(1)</script>&lt;".to_owned(),
        "a\u{0}b\u{7}c".to_owned(),
        "{n} {{site}} $1".to_owned(),
    ];
    let mut visit = visit();
    let model = visit.cookies.iter().find(|cookie| cookie.name == "ab_bucket").cloned().unwrap();
    let host = format!("{}collectivite-territoriale.example", "sous-domaine.".repeat(8));
    visit.cookies.extend(names.into_iter().enumerate().map(|(place, name)| Cookie {
        name,
        domain: if place % 3 == 1 { host.clone() } else { model.domain.clone() },
        ..model.clone()
    }));
    visit
}

fn large() -> Visit {
    let mut visit = visit();
    let model = visit.cookies.iter().find(|cookie| cookie.name == "ab_bucket").cloned().unwrap();
    visit.cookies.extend((1..=1000).map(|n| Cookie { name: format!("bucket_{n}"), ..model.clone() }));
    visit
}

/// Every answer that a page may have to show, by state, in one language.
fn answers(language: &str) -> Vec<(String, Value)> {
    let (charters, none) = ([charter()], []);
    let unreadable = [Charter { declarations: Vec::new(), claims: Vec::new(), ..charter() }];
    let reports = [
        ("audited", audited(&charters, &visit())),
        (
            "clean",
            audited(
                &charters,
                &Visit { cookies: visit().cookies.into_iter().take(3).collect(), missing: Vec::new(), ..visit() },
            ),
        ),
        ("hostile", audited(&charters, &hostile())),
        ("large", audited(&charters, &large())),
        ("no-charter", audited(&none, &visit())),
        ("no-cookies", audited(&charters, &Visit { cookies: Vec::new(), ..visit() })),
        ("charter-unreadable", audited(&unreadable, &visit())),
    ];
    let mut answers = Vec::new();
    for (state, report) in reports {
        let view = view(&report, language);
        answers.push((
            state.to_owned(),
            json!({ "view": view, "report": report, "extension": env!("CARGO_PKG_VERSION") }),
        ));
    }
    let bare = audited(&none, &Visit { missing: Vec::new(), ..visit() });
    for obstacle in Obstacle::ALL {
        let view = match obstacle {
            Obstacle::NotASite => View::barred(obstacle, "", language),
            Obstacle::NoAccess | Obstacle::CharterBadAddress | Obstacle::PasteUnreadable => {
                View::barred(obstacle, "opendata.ville-exemple.fr", language)
            }
            _ => view(&bare, language).despite(obstacle, Some("https://opendata.ville-exemple.fr/cookies.pdf")),
        };
        answers.push((obstacle.id().to_owned(), json!({ "view": view })));
    }
    answers
}

#[test]
fn every_answer_is_in_words() {
    let folder = root().join("target/screens/answers");
    fs::create_dir_all(&folder).unwrap();
    for language in LANGUAGES {
        for (state, answer) in answers(language) {
            let view = answer.get("view").unwrap();
            assert_ne!(view.get("verdict"), Some(&json!("")), "{state} in {language} has no verdict");
            sentences(view, &mut |key, text| {
                let code = text.contains('{') && !text.contains("{n} {{site}}")
                    || text == "null"
                    || text.contains("undefined");
                assert!(!code, "{state} in {language}: {key} is {text:?}");
            });
            write(&folder.join(format!("{state}.{language}.json")), &answer);
        }
    }
}

/// Calls for every text that people read.
fn sentences(value: &Value, read: &mut impl FnMut(&str, &str)) {
    const READ: [&str; 9] = ["verdict", "sentence", "label", "title", "observed", "why", "advice", "chip", "missing"];
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if let (Value::String(text), true) = (value, READ.contains(&key.as_str())) {
                    read(key, text);
                }
                sentences(value, read);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| sentences(value, read)),
        _ => {}
    }
}

fn write(path: &Path, answer: &Value) {
    fs::write(path, answer.to_string()).unwrap();
}

/// The popup opens with a click: what it loads stays small, words and icons aside.
#[test]
fn the_popup_is_at_most_60_kb_of_code_and_style() {
    let shared =
        ["ask.js", "base.css", "element.js", "mark.js", "words.js"].map(|name| format!("extension/shared/{name}"));
    let own = fs::read_dir(root().join("extension/popup")).unwrap();
    let own = own.map(|entry| format!("extension/popup/{}", entry.unwrap().file_name().to_string_lossy()));
    let bytes: usize = shared.into_iter().chain(own).map(|path| read(&path).len()).sum();
    println!("popup: {bytes} bytes of code and style");
    assert!(bytes <= 60_000, "{bytes} bytes");
}
