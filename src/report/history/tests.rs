use super::view::{Done, Said, room, show};
use super::{History, MOST_BYTES, MOST_FILE, Refusal, Taken, broken, kept, read, site};
use crate::audit::{Judgement, Opinion, audit};
use crate::cookie::{Missing, Visit};
use crate::report::baseline::fingerprint;
use crate::report::judgement::judged;
use crate::report::{Report, report};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn at(now: u64) -> Report {
    let visit: Visit = serde_json::from_value(json!({
        "schema": "cookie-charter/visit/1", "site": "https://www.a.example/x", "now": now, "stage": "before",
        "browser": "Firefox 153",
        "cookies": [{ "name": "uid", "domain": "tracker.example", "path": "/" }],
    }))
    .unwrap();
    report(&[], &visit, audit(&[], &visit))
}

fn opinion(note: &str) -> Judgement {
    Judgement { opinion: Some(Opinion::Disputed), note: note.to_owned(), at: 1_795_392_000 }
}

fn file(audits: &Value) -> String {
    json!({ "schema": "cookie-charter/history/1", "audits": audits, "judgements": {} }).to_string()
}

#[test]
fn a_history_travels_whole() {
    let id = fingerprint(&at(1).findings[0]);
    let judgements =
        BTreeMap::from([("a.example".to_owned(), BTreeMap::from([(id, opinion("Notre sous-traitant."))]))]);
    let history = History::of(vec![at(2_000), at(1_000)], judgements.clone());
    let taken = read(&serde_json::to_string(&history).unwrap()).unwrap();
    assert_eq!(taken, Taken { audits: vec![at(1_000), at(2_000)], judgements, broken: 0 });
}

#[test]
fn the_list_says_of_a_page_or_a_charter_that_it_did_not_open() {
    let lacking = |missing| {
        let mut report = at(1_000);
        report.visit.missing = vec![missing];
        report
    };
    let verdict = |report| show(&[kept(report).0], None, "en").audits[0].verdict.clone();
    assert!(verdict(lacking(Missing::PageFailed)).starts_with("This page did not load"));
    assert!(verdict(lacking(Missing::CharterUnopened)).starts_with("This site’s charter did not open"));
    assert!(verdict(at(1_000)).starts_with("No cookie charter was found"));
}

/// The export of the report page, and of the command line, is a history of one audit.
#[test]
fn a_report_is_taken_with_its_judgements() {
    let id = fingerprint(&at(1).findings[0]);
    let report = judged(at(1_000), &BTreeMap::from([(id.clone(), opinion("x"))]));
    let taken = read(&serde_json::to_string(&report).unwrap()).unwrap();
    assert_eq!(taken.audits, [at(1_000)], "judgements are kept beside the audits");
    assert_eq!(taken.judgements.get("a.example").and_then(|of| of.get(&id)), Some(&opinion("x")));
}

#[test]
fn what_is_no_history_is_refused_with_its_reason() {
    assert_eq!(read(&" ".repeat(MOST_FILE + 1)), Err(Refusal::TooLarge));
    assert_eq!(read("{\"schema\": \"cookie-charter/history/1\", \"aud"), Err(Refusal::NotJson));
    assert_eq!(read(&"[".repeat(100_000)), Err(Refusal::NotJson));
    assert_eq!(read("[]"), Err(Refusal::Foreign));
    assert_eq!(read("{\"schema\": \"https://json-schema.org\"}"), Err(Refusal::Foreign));
    assert_eq!(read("{\"schema\": \"cookie-charter/history/one\"}"), Err(Refusal::Foreign));
    assert_eq!(read("{\"schema\": \"cookie-charter/history/2\"}"), Err(Refusal::Newer));
    assert_eq!(read("{\"schema\": \"cookie-charter/report/2\"}"), Err(Refusal::Newer));
}

/// One field of a good audit made bad, each by its own; the good one beside it is taken every time.
#[test]
fn a_broken_audit_loses_nothing_else() {
    let good = serde_json::to_value(at(1_000)).unwrap();
    let spoilt: [(&str, Value); 11] = [
        ("/visit/private", json!(true)),
        ("/visit/now", json!(u64::MAX)),
        ("/visit/site", json!("javascript:alert(1)")),
        ("/visit/site", json!("https://<b>/")),
        ("/visit/cookies/0/setAt", json!(1_000_000_000_000_000_000_u64)),
        ("/visit/cookies/0/name", json!(7)),
        ("/visit/cookies", json!([])),
        ("/held/0/cover", json!({ "declaration": 3 })),
        ("/seen", json!([true])),
        ("/schema", json!("cookie-charter/report/9")),
        ("/summary/outcome", json!("audited")),
    ];
    for (pointer, value) in spoilt {
        let mut bad = good.clone();
        match bad.pointer_mut(pointer) {
            Some(field) => *field = value,
            None => panic!("{pointer} is not there"),
        }
        let taken = read(&file(&json!([bad, good]))).unwrap();
        assert_eq!((taken.audits.len(), taken.broken), (1, 1), "{pointer}");
    }
    for bad in [json!(null), json!("x"), json!({}), json!([[]])] {
        let taken = read(&file(&json!([bad, good]))).unwrap();
        assert_eq!((taken.audits.len(), taken.broken), (1, 1), "{bad}");
    }
}

#[test]
fn numbers_are_counted_anew() {
    let mut false_numbers = serde_json::to_value(at(1_000)).unwrap();
    false_numbers["summary"]["thirdParty"] = json!(0);
    assert_eq!(read(&file(&json!([false_numbers]))).unwrap().audits, [at(1_000)]);
}

#[test]
fn judgements_are_checked_one_by_one() {
    let good = "0123456789abcdef0123456789abcdef";
    let file = json!({ "schema": "cookie-charter/history/1", "audits": [], "judgements": {
        "a.example": {
            good: { "opinion": "accepted", "note": format!("{}\u{7}", "é".repeat(9_000)), "at": 5 },
            "../../etc": { "opinion": "accepted", "at": 5 },
            "1123456789abcdef0123456789abcdef": { "opinion": "perhaps", "at": 5 },
            "2123456789abcdef0123456789abcdef": { "note": " ", "at": 5 },
            "3123456789abcdef0123456789abcdef": { "note": "late", "at": u64::MAX },
        },
        "a b": { good: { "opinion": "accepted", "at": 5 } },
        "settings": "x",
    } });
    let taken = read(&file.to_string()).unwrap();
    assert_eq!(taken.judgements.keys().collect::<Vec<_>>(), ["a.example"]);
    let of_site = &taken.judgements["a.example"];
    assert_eq!(of_site.keys().collect::<Vec<_>>(), [good]);
    assert_eq!(of_site[good].note, "é".repeat(2_000));
}

#[test]
fn the_same_audit_comes_once_and_room_is_bounded() {
    let (entry, _) = kept(at(1_000));
    let taken = Taken { audits: vec![at(1_000), at(2_000), at(2_000)], broken: 1, ..Taken::default() };
    let (news, said) = room(std::slice::from_ref(&entry), taken.clone());
    assert_eq!(news.len(), 1);
    assert_eq!(said, Said::Imported { new: 1, already: 2, no_room: 0, broken: 1 });
    assert_eq!(
        said.sentence("fr"),
        "1 audit importé. 2 étaient déjà là. 1 ne pouvait pas être lu et a été laissé de côté."
    );
    let full = super::Entry { bytes: MOST_BYTES - 10, ..entry };
    let (news, said) = room(&[full], taken);
    assert_eq!((news.len(), said), (0, Said::Imported { new: 0, already: 1, no_room: 2, broken: 1 }));
    let done = |new, already, no_room, broken| Said::Imported { new, already, no_room, broken }.done();
    assert_eq!([done(1, 2, 0, 0), done(1, 0, 0, 1), done(0, 0, 2, 1)], [Done::Wholly, Done::Partly, Done::Not]);
}

#[test]
fn a_list_shows_broken_records_too() {
    let (entry, report) = kept(at(1_000));
    assert_eq!((site(&report).as_str(), entry.at), ("a.example", 1_000));
    let lost = broken("900-00ff".to_owned(), 7);
    let shown = show(&[entry, lost], Some(&Said::Disk), "en");
    assert_eq!(
        shown.audits.iter().map(|line| (line.at, line.whole)).collect::<Vec<_>>(),
        [(1_000, true), (900, false)]
    );
    assert_eq!(shown.audits[0].circumstances, ["before your choice", "Firefox 153"]);
    assert!(shown.done == Done::Not && shown.said.is_some_and(|said| said.contains("Nothing else is lost")));
}

#[test]
fn every_outcome_has_its_sentence() {
    use Said::{Already, Disk, Full, Imported, Kept, Private, Refused, Unreadable};
    let refusals = [Refusal::TooLarge, Refusal::NotJson, Refusal::Foreign, Refusal::Newer];
    let all = [Kept, Already, Private, Full, Disk, Unreadable, Imported { new: 0, already: 1, no_room: 1, broken: 1 }];
    for said in all.into_iter().chain(refusals.map(Refused)) {
        for language in ["fr", "en"] {
            let sentence = said.sentence(language);
            assert!(!sentence.contains("history.") && !sentence.contains('{'), "{said:?}: {sentence}");
        }
    }
}

proptest! {
    #[test]
    fn no_file_is_too_strange(text in ".{0,400}", cut in 0_usize..2_000) {
        let _ = read(&text);
        let whole = serde_json::to_string(&History::of(vec![at(1_000)], BTreeMap::new())).unwrap();
        let cut: String = whole.chars().take(cut).collect();
        let _ = read(&cut);
    }
}
