//! What the screens are made of: the labels, and the answers that the pages show.
//!
//! The answers are written to `target/screens/answers/`, where `tests/screens/` takes them to draw every screen and state.

mod labels;

use cookie_charter::audit::{Judgement, Opinion, audit};
use cookie_charter::charter::{Charter, Declaration, Kind, Mention};
use cookie_charter::cookie::{Cookie, Missing, Stage, StorageKind, Stored, Visit};
use cookie_charter::report::baseline::fingerprint;
use cookie_charter::report::judgement::judged;
use cookie_charter::report::view::{Obstacle, View, reading, view};
use cookie_charter::report::words::LANGUAGES;
use cookie_charter::report::{Report, difference, history, report};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
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
        ("stored", audited(&[stored().0], &stored().1)),
        ("no-charter", audited(&none, &visit())),
        ("no-cookies", audited(&charters, &Visit { cookies: Vec::new(), ..visit() })),
        ("charter-unreadable", audited(&unreadable, &visit())),
    ];
    let mut answers = Vec::new();
    for (state, report) in reports.into_iter().chain([("judged", judged(audited(&charters, &visit()), &opinions()))]) {
        let view = view(&report, language);
        answers.push((
            state.to_owned(),
            json!({ "view": view, "report": report, "extension": env!("CARGO_PKG_VERSION") }),
        ));
    }
    let bare = audited(&none, &Visit { missing: Vec::new(), ..visit() });
    answers.push(("reading".to_owned(), json!({ "view": reading(&bare, language) })));
    for obstacle in Obstacle::ALL {
        let view = match obstacle {
            Obstacle::NotASite => View::barred(obstacle, "", language),
            Obstacle::NoAccess | Obstacle::CharterBadAddress | Obstacle::PasteUnreadable | Obstacle::PasteCookies => {
                View::barred(obstacle, "opendata.ville-exemple.fr", language)
            }
            _ => {
                let address = "https://opendata.ville-exemple.fr/cookies.pdf";
                view(&audited(&none, &barred(obstacle)), language).despite(obstacle, Some(address))
            }
        };
        answers.push((obstacle.id().to_owned(), json!({ "view": view })));
    }
    answers
}

/// An auditor's judgements of the first findings: one for, one against with a note, one note alone.
fn opinions() -> BTreeMap<String, Judgement> {
    let of = |opinion, note: &str| Judgement { opinion, note: note.to_owned(), at: visit().now };
    let given = [
        of(Some(Opinion::Disputed), "Cookie de notre sous-traitant, déclaré dans la charte du portail voisin."),
        of(Some(Opinion::Accepted), ""),
        of(None, "À revoir avec le service juridique."),
    ];
    audited(&[charter()], &visit()).findings.iter().map(fingerprint).zip(given).collect()
}

/// What the page of the history may have to show: nothing, audits of two sites with a record that is lost, a difference.
fn history_answers(language: &str) -> Vec<(&'static str, Value)> {
    let first = audited(&[charter()], &visit());
    let mut fewer = Charter { declarations: charter().declarations.into_iter().skip(1).collect(), ..charter() };
    fewer.source.sha256 = "0".repeat(64);
    let later =
        Visit { now: visit().now + 30 * 86_400, cookies: visit().cookies.into_iter().skip(2).collect(), ..visit() };
    let second = audited(&[fewer], &later);
    let elsewhere = audited(&[], &Visit { site: "https://www.mairie-exemple.fr/".to_owned(), ..visit() });
    let difference = difference::view::show(&first, &second, language);
    let mut entries: Vec<_> = [first, second, elsewhere].map(|report| history::kept(report).0).into();
    entries.push(history::broken("1790000000-00ff00ff00ff00ff".to_owned(), 31_000));
    let said = history::view::Said::Imported { new: 3, already: 1, no_room: 0, broken: 1 };
    vec![
        ("history-empty", json!(history::view::show(&[], None, language))),
        ("history", json!(history::view::show(&entries, None, language))),
        ("history-imported", json!(history::view::show(&entries, Some(&said), language))),
        ("difference", json!(difference)),
    ]
}

#[test]
fn every_answer_of_the_history_is_in_words() {
    let folder = root().join("target/screens/answers");
    fs::create_dir_all(&folder).unwrap();
    for language in LANGUAGES {
        for (state, answer) in history_answers(language) {
            sentences(&answer, &mut |key, text| {
                assert!(!text.is_empty() && !text.contains('{'), "{state} in {language}: {key} is {text:?}");
            });
            write(&folder.join(format!("{state}.{language}.json")), &answer);
        }
    }
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

/// A charter bears the day on which it was read, not that of the visit, and none where nobody tells.
#[test]
fn a_charter_says_when_it_was_read() {
    let now = visit().now;
    for (read, told) in [
        (None, "Charter as provided, date unknown"),
        (Some(now), "Charter read on 23 November 2026"),
        (Some(now - 5 * 86_400), "Charter read on 18 November 2026"),
    ] {
        let report = audited(&[charter()], &Visit { charter_read: read, ..visit() });
        assert_eq!(view(&report, "en").charters[0].sentence, told);
    }
}

/// What is raised about a declared cookie stands before the declared cookies that are in order.
#[test]
fn nothing_raised_is_among_the_quiet_rows() {
    let view = view(&audited(&[charter()], &visit()), "en");
    let groups: Vec<&str> = view.groups.iter().map(|group| group.id.as_str()).collect();
    assert_eq!(groups, ["undeclared", "undeclared-third-party", "third-party", "deviating", "declared", "charter"]);
    let marks = |id: &str| -> BTreeSet<&str> {
        let groups = view.groups.iter().filter(|group| group.id == id);
        groups.flat_map(|group| &group.rows).map(|row| row.mark.as_str()).collect()
    };
    assert_eq!([marks("undeclared"), marks("undeclared-third-party")], [["raised"].into(), ["raised"].into()]);
    assert_eq!((marks("third-party"), marks("declared")), (["third"].into(), ["kept"].into()));
    for group in view.groups.iter().filter(|group| ["declared", "charter"].contains(&group.id.as_str())) {
        assert!(group.id == "charter" || group.rows.iter().all(|row| row.findings.is_empty()));
        for found in group.rows.iter().flat_map(|row| &row.findings) {
            assert!(["notice", "information"].contains(&found.severity.as_str()), "{}: {}", group.id, found.rule);
        }
    }
}

/// A visit with storage beside its cookies: a key in the charter, one that is not, and one without a name.
fn stored() -> (Charter, Visit) {
    let mut charter = charter();
    let declared = charter.declarations[0].clone();
    charter.declarations.push(Declaration {
        name: "panier".to_owned(),
        as_written: "panier".to_owned(),
        kind: Kind::LocalStorage,
        ..declared
    });
    let key = |name: &str| Stored {
        kind: StorageKind::LocalStorage,
        host: "opendata.ville-exemple.fr".to_owned(),
        name: name.to_owned(),
        size: Some(12),
    };
    (charter, Visit { storage: ["panier", "theme", ""].map(key).to_vec(), stage: Stage::Unknown, ..visit() })
}

/// What is counted above a list is in that list, and nothing else: storage has lists of its own.
#[test]
fn counts_agree_with_the_rows_below_them() {
    let (charter, visit) = stored();
    let visit_cookies = visit.cookies.len();
    let view = view(&audited(&[charter], &visit), "en");
    let rows =
        |id: &str| view.groups.iter().filter(|group| group.id == id).map(|group| group.rows.len()).sum::<usize>();
    let count = |id: &str| view.counts.iter().find(|count| count.id == id).unwrap().value.unwrap();
    let (undeclared, third) = (rows("undeclared"), rows("undeclared-third-party"));
    assert_eq!((count("undeclared"), count("third-party")), (undeclared + third, third + rows("third-party")));
    assert_eq!(count("declared") + count("undeclared"), visit_cookies);
    assert_eq!(count("never-seen"), rows("never-seen"));
    assert_eq!((rows("undeclared-storage"), rows("declared-storage")), (2, 1));
}

/// What has no name is said to have none, as what it is.
#[test]
fn a_key_without_a_name_is_no_cookie() {
    for (language, nameless, said) in
        [("en", "(without a name)", "in the browser"), ("fr", "(sans nom)", "dans le navigateur")]
    {
        let (charter, visit) = stored();
        let view = view(&audited(&[charter], &visit), language);
        let rows = view.groups.iter().find(|group| group.id == "undeclared-storage").unwrap();
        let row = rows.rows.iter().find(|row| row.name == nameless).unwrap();
        assert!(row.sentence.contains(said) && row.sentence.contains(nameless), "{}", row.sentence);
    }
}

/// Before the charter is read the cookies are named, and nothing is said of them that it may contradict.
#[test]
fn nothing_is_concluded_while_the_charter_is_looked_for() {
    let view = reading(&audited(&[], &visit()), "en");
    assert_eq!(view.verdict, "Looking for this site’s charter; so far 11 cookies seen, 4 from third parties.");
    assert_eq!((view.state.id.as_str(), &view.state.acts[..], view.charters), ("reading", &[][..], Vec::new()));
    let groups: Vec<&str> = view.groups.iter().map(|group| group.id.as_str()).collect();
    assert_eq!(groups, ["third-party", "seen"]);
    let rows: Vec<_> = view.groups.iter().flat_map(|group| &group.rows).collect();
    assert_eq!(rows.len(), visit().cookies.len());
    assert!(
        rows.iter()
            .all(|row| row.findings.is_empty() && row.says.is_none() && row.mark != "raised" && row.mark != "kept"),
        "{rows:?}"
    );
    assert_eq!(view.counts.iter().map(|count| count.id.as_str()).collect::<Vec<_>>(), ["third-party"]);
    let without = reading(&audited(&[], &Visit { cookies: Vec::new(), ..visit() }), "en");
    assert_eq!(without.verdict, "Looking for this site’s charter; no cookie seen so far.");
}

/// A visit whose charter an obstacle hides.
fn barred(obstacle: Obstacle) -> Visit {
    let missing = if obstacle.hides_charter() { vec![Missing::CharterUnopened] } else { Vec::new() };
    Visit { missing, ..visit() }
}

/// Of a charter that is there and did not come, no row says that none is known.
#[test]
fn a_charter_that_did_not_come_is_not_called_unknown() {
    let (unknown, unread) = ("No charter is known", "This site’s charter could not be read.");
    for (obstacle, said, unsaid) in
        [(Obstacle::CharterTimeout, unread, unknown), (Obstacle::PasteUnreadable, unknown, unread)]
    {
        let view = view(&audited(&[], &barred(obstacle)), "en").despite(obstacle, None);
        let shown = serde_json::to_string(&view).unwrap();
        assert!(shown.contains(said) && !shown.contains(unsaid), "{obstacle:?}: {shown}");
        assert_eq!(shown.contains("No cookie charter was found"), obstacle == Obstacle::PasteUnreadable);
    }
}

/// A number of the summary is that of the rows it speaks of.
#[test]
fn what_the_summary_counts_is_what_stands_below_it() {
    for language in ["en", "fr"] {
        let shown = view(&audited(&[charter()], &visit()), language);
        let rows = |id: &str| shown.groups.iter().find(|group| group.id == id).map_or(0, |group| group.rows.len());
        let third = shown.groups.iter().filter(|group| group.id == "third-party").flat_map(|group| &group.rows);
        let raised = third.filter(|row| row.mark == "raised").count();
        let sentence = shown.state.sentence.clone().unwrap_or_default();
        let numbers: usize = sentence.split_whitespace().filter_map(|word| word.parse::<usize>().ok()).sum();
        assert_eq!(numbers, rows("deviating") + raised, "{sentence}");
        let count = |id: &str| shown.counts.iter().find(|count| count.id == id).unwrap().value.unwrap();
        assert_eq!(count("declared"), rows("deviating") + rows("declared") + rows("third-party"));
    }
}

/// Where no charter could be read, none of its cookies is said to be undeclared, and none of the findings to be missing.
#[test]
fn of_what_was_not_compared_there_is_no_number() {
    let unreadable = Charter { declarations: Vec::new(), claims: Vec::new(), ..charter() };
    let shown = view(&audited(&[unreadable], &visit()), "en");
    let counted: Vec<String> = shown.counts.iter().map(|count| format!("{} {}", count.shown(), count.label)).collect();
    assert_eq!(counted[..2], ["– declared and seen in all".to_owned(), "– undeclared".to_owned()]);
    assert!(shown.weights.iter().all(|count| count.value != Some(0)), "{:?}", shown.weights);
    assert!(!cookie_charter::report::html::html(&shown).contains("<b>0</b>"));
}

/// A cookie of a partition lives for some time like any other.
#[test]
fn a_partitioned_cookie_tells_its_lifetime_and_what_that_means() {
    let shown = view(&audited(&[charter()], &visit()), "en");
    let rows = shown.groups.iter().flat_map(|group| &group.rows);
    let row = rows.clone().find(|row| row.name == "uid3").unwrap();
    assert_eq!(row.chip.as_deref(), Some("115\u{a0}days · partitioned"));
    let hint = "Partitioned: readable only inside ville-exemple.fr; elsewhere the same host has another one.";
    assert_eq!(row.hint.as_deref(), Some(hint));
}

/// Where there is little room it is the charter's words that are cut, not what is to be done about them.
#[test]
fn a_long_quote_is_cut_and_its_sentence_is_not() {
    let name = "TR_SESSION";
    let mention = Mention { name: name.to_owned(), excerpt: format!("Le nom {name} {}", "se lit ici ".repeat(12)) };
    let mut visit = visit();
    visit.cookies.truncate(1);
    name.clone_into(&mut visit.cookies[0].name);
    let charter = Charter { mentions: vec![mention], ..charter() };
    let shown = view(&audited(&[charter], &visit), "fr");
    let row = shown.groups.iter().flat_map(|group| &group.rows).find(|row| row.name == name).unwrap();
    assert!(row.brief.contains('…') && row.brief.ends_with("Regardez-y vous-même."), "{}", row.brief);
    assert!(row.brief.chars().count() < 200 && row.sentence.chars().count() > row.brief.chars().count());
}

/// What the browser refused is not said to be held.
#[test]
fn a_refused_cookie_stands_under_a_heading_of_its_own() {
    let shown = view(&audited(&[charter()], &visit()), "en");
    for row in shown.groups.iter().flat_map(|group| &group.rows) {
        let is_refused = row.chip.as_deref() == Some("refused");
        assert_eq!(row.heading, if is_refused { "The browser refused" } else { "The browser holds" }, "{row:?}");
        assert_eq!(row.holds.first().is_some_and(|(label, _)| label == "refusal"), is_refused, "{row:?}");
    }
}

/// The popup opens with a click: what it loads stays small, words and icons aside.
#[test]
fn the_popup_is_at_most_68_kb_of_code_and_style() {
    const SHARED: [&str; 9] =
        ["ask.js", "base.css", "element.js", "focus.js", "mark.js", "menu.js", "news.js", "say.js", "words.js"];
    let own = fs::read_dir(root().join("extension/popup")).unwrap();
    let own = own.map(|entry| format!("extension/popup/{}", entry.unwrap().file_name().to_string_lossy()));
    let shared = SHARED.map(|name| format!("extension/shared/{name}"));
    let bytes: usize = shared.into_iter().chain(own).map(|path| read(&path).len()).sum();
    println!("popup: {bytes} bytes of code and style");
    assert!(bytes <= 68_000, "{bytes} bytes");
}
