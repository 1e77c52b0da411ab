//! Link sets of our own, in many languages, decoys included: `tests/links/`.

use super::{find, usual};
use crate::page::{Form, Page};
use proptest::prelude::*;
use std::fmt::Write as _;

const SETS: &[(&str, &str)] = &[
    ("fr", include_str!("../../../tests/links/fr.txt")),
    ("en", include_str!("../../../tests/links/en.txt")),
    ("de", include_str!("../../../tests/links/de.txt")),
    ("es", include_str!("../../../tests/links/es.txt")),
    ("it", include_str!("../../../tests/links/it.txt")),
    ("nl", include_str!("../../../tests/links/nl.txt")),
    ("pt", include_str!("../../../tests/links/pt.txt")),
    ("pl", include_str!("../../../tests/links/pl.txt")),
    ("sv", include_str!("../../../tests/links/sv.txt")),
    ("cs", include_str!("../../../tests/links/cs.txt")),
    ("sr", include_str!("../../../tests/links/sr.txt")),
    ("is", include_str!("../../../tests/links/is.txt")),
    ("uk", include_str!("../../../tests/links/uk.txt")),
    ("ru", include_str!("../../../tests/links/ru.txt")),
    ("id", include_str!("../../../tests/links/id.txt")),
    ("tr", include_str!("../../../tests/links/tr.txt")),
    ("gl", include_str!("../../../tests/links/gl.txt")),
    ("eu", include_str!("../../../tests/links/eu.txt")),
    ("mk", include_str!("../../../tests/links/mk.txt")),
    ("sq", include_str!("../../../tests/links/sq.txt")),
];

fn page(language: &str, address: &str, links: &str) -> Page {
    let mut source = format!("<!doctype html><html lang=\"{language}\"><body>");
    for link in links.lines() {
        let parts: Vec<&str> = link.splitn(3, '|').map(str::trim).collect();
        let [place, words, href] = parts[..] else { panic!("{link}") };
        let (open, close) = match place {
            "footer" => ("<footer>", "</footer>"),
            "header" => ("<header><nav>", "</nav></header>"),
            "dialog" => ("<div role=dialog>", "</div>"),
            "article" => ("<article><p>", "</p></article>"),
            _ => ("<main>", "</main>"),
        };
        let _ = write!(source, "{open}<a href=\"{href}\"><span>{words}</span></a>{close}");
    }
    Page { address: Some(address.to_owned()), language: None, form: Form::Html, source }
}

#[test]
fn link_sets_lead_to_their_charter() {
    let mut sets = 0;
    let mut wrong = Vec::new();
    for (language, file) in SETS {
        for set in file.split("\n# ").skip(1) {
            let (head, rest) = set.split_once('\n').unwrap();
            let (expected, links) = rest.split_once('\n').unwrap();
            let address = head.split(' ').next().unwrap();
            let found = find(&page(language, address, links.trim()));
            let first = found.first();
            let ok = match expected.split_once(' ') {
                None => found.is_empty(),
                Some(("~", address)) => {
                    first.is_some_and(|first| first.address == address && first.reason == "legal-page")
                }
                Some((_, address)) => first.is_some_and(|first| {
                    first.address.split('#').next() == Some(address) && first.reason != "legal-page"
                }),
            };
            sets += 1;
            if !ok {
                wrong.push(format!("{language} {head}\n   expected {expected}\n   found {found:?}"));
            }
        }
    }
    assert!(sets >= 100, "{sets}");
    assert!(wrong.is_empty(), "{} of {sets}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn text_pages_have_links_too() {
    let source =
        "[Accueil](/) [Gestion des cookies](/cookies \"titre\")\nCharte cookies : <https://a.example/charte-cookies>.";
    let page = Page {
        address: Some("https://a.example/".to_owned()),
        language: Some("fr".to_owned()),
        form: Form::Text,
        source: source.to_owned(),
    };
    let addresses: Vec<String> = find(&page).into_iter().map(|found| found.address).collect();
    assert_eq!(addresses.len(), 2, "{addresses:?}");
    assert!(addresses.contains(&"https://a.example/charte-cookies".to_owned()), "{addresses:?}");
}

#[test]
fn usual_addresses_are_few() {
    let usual: Vec<String> =
        usual("https://a.example/x/y?z", Some("fr")).into_iter().map(|found| found.address).collect();
    assert!(usual.len() <= 4 && usual.contains(&"https://a.example/cookies".to_owned()), "{usual:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn hostile_links_are_survived(href in "[ -~é#%:/?.\\\\]{0,60}", words in ".{0,40}") {
        let source = format!("<a href='{href}'>{words}</a>");
        let page = Page { address: Some("https://a.example/".to_owned()), language: None, form: Form::Html, source };
        let _ = find(&page);
    }
}
