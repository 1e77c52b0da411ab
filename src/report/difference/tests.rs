use super::view::show;
use super::{PageChange, difference};
use crate::audit::audit;
use crate::charter::read;
use crate::cookie::{Stage, Visit};
use crate::page::{Form, Page};
use crate::report::{Report, report};
use serde_json::{Value, json};

const BEFORE: &str = "<table><tr><th>Nom du cookie<th>Finalité<th>Durée<tr><td>sessionid<td>Reste connecté<td>Session\
    <tr><td>langue<td>Choix de la langue<td>1 an</table>";
const AFTER: &str = "<table><tr><th>Nom du cookie<th>Finalité<th>Durée<tr><td>sessionid<td>Reste connecté<td>2 heures\
    <tr><td>panier<td>Contenu du panier<td>1 jour</table>";

fn at(now: u64, charter: Option<&str>, cookies: &Value) -> Report {
    let page = |source: &str| Page { address: None, language: None, form: Form::Html, source: source.to_owned() };
    let charters: Vec<_> = charter.map(|source| read(&page(source))).into_iter().collect();
    let visit: Visit = serde_json::from_value(json!({
        "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": now, "stage": "unknown", "cookies": cookies,
    }))
    .unwrap();
    report(&charters, &visit, audit(&charters, &visit))
}

fn cookie(name: &str, more: Value) -> Value {
    let mut cookie = json!({ "name": name, "domain": "a.example", "path": "/" });
    cookie.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    cookie
}

fn names<T>(all: &[T], of: impl Fn(&T) -> &str) -> Vec<&str> {
    all.iter().map(of).collect()
}

#[test]
fn what_came_went_and_changed() {
    let before = at(
        1_000,
        Some(BEFORE),
        &json!([
            cookie("sessionid", json!({ "setFor": 7_200, "expires": 8_200, "setAt": 1_000 })),
            cookie("old", json!({})),
            cookie("open", json!({})),
        ]),
    );
    let after = at(
        900_000,
        Some(AFTER),
        &json!([
            cookie("sessionid", json!({ "setFor": 7_300, "expires": 907_300, "setAt": 900_000 })),
            cookie("new", json!({})),
            cookie("open", json!({ "httpOnly": true })),
        ]),
    );
    let found = difference(&before, &after);
    assert_eq!(found.page, PageChange::Changed);
    assert_eq!(names(&found.cookies.added, |it| &it.name), ["new"]);
    assert_eq!(names(&found.cookies.removed, |it| &it.name), ["old"]);
    assert_eq!(names(&found.cookies.changed, |(it, _)| &it.name), ["open"], "a renewed cookie is no change");
    assert_eq!(names(&found.declarations.added, |it| &it.name), ["panier"]);
    assert_eq!(names(&found.declarations.removed, |it| &it.name), ["langue"]);
    assert_eq!(names(&found.declarations.changed, |(it, _)| &it.name), ["sessionid"]);
    let undeclared = |all: &[crate::audit::Finding]| -> Vec<String> {
        let of_rule = all.iter().filter(|finding| finding.rule == "undeclared");
        of_rule.filter_map(|finding| finding.cookie.as_ref()).map(|cookie| cookie.name.clone()).collect()
    };
    assert_eq!(undeclared(&found.findings.added), ["new"]);
    assert_eq!(undeclared(&found.findings.removed), ["old"]);
}

#[test]
fn a_cookie_of_the_host_and_one_of_its_domain_are_two() {
    let (host, domain) = (cookie("a", json!({ "hostOnly": true })), cookie("a", json!({})));
    let both = at(1_000, None, &json!([host, domain]));
    let found = difference(&both, &at(2_000, None, &json!([domain])));
    let told = |all: &[crate::cookie::Cookie]| all.iter().map(|cookie| cookie.host_only).collect::<Vec<_>>();
    assert_eq!((told(&found.cookies.added), told(&found.cookies.removed)), (vec![], vec![true]));
    assert!(found.cookies.changed.is_empty());
}

#[test]
fn a_browser_that_says_nothing_of_frames_between_speaks_of_the_same_partition() {
    let within = |key: Value| cookie("a", json!({ "partition": key }));
    let site = "https://a.example";
    let before = at(1_000, None, &json!([within(json!({ "topLevelSite": site }))]));
    let after = |between: bool| json!([within(json!({ "topLevelSite": site, "hasCrossSiteAncestor": between }))]);
    assert!(difference(&before, &at(2_000, None, &after(false))).cookies.is_empty());
    assert!(!difference(&before, &at(2_000, None, &after(true))).cookies.is_empty());
}

/// A declared cookie that is seen at last resolves nothing.
#[test]
fn of_two_stages_it_is_said_what_came_and_that_they_differ() {
    let stage = |stage: Stage, report: Report| Report { visit: Visit { stage, ..report.visit.clone() }, ..report };
    let before = stage(Stage::Before, at(1_000, Some(BEFORE), &json!([cookie("sessionid", json!({}))])));
    assert!(before.findings.iter().any(|finding| finding.rule == "never-seen"));
    let came = json!([
        cookie("sessionid", json!({})),
        cookie("langue", json!({ "expires": 2_000 })),
        cookie("pub", json!({}))
    ]);
    let after = stage(Stage::Accepted, at(2_000, Some(BEFORE), &came));
    let shown = show(&before, &after, "en");
    assert_eq!(shown.sentence, "Between these two audits: 2 more cookies, 1 new finding.");
    let differ = "Consent: before your choice, then after accepting. What differs may come of that.";
    assert_eq!(shown.stages.as_deref(), Some(differ));
    let findings = shown.groups.iter().find(|group| group.id == "findings").unwrap();
    let row = &findings.rows[0];
    assert_eq!((row.name.as_str(), row.host.as_deref()), ("pub", Some("a.example")));
    assert!(row.after.as_ref().unwrap().starts_with("Not declared in the charter — "), "{row:?}");
    assert_eq!(show(&before, &before, "en").stages, None);
}

#[test]
fn nothing_changed_and_it_says_so() {
    let (one, two) = (at(1_000, Some(BEFORE), &json!([])), at(2_000, Some(BEFORE), &json!([])));
    let shown = show(&two, &one, "fr");
    assert_eq!(shown.moments, [1_000, 2_000], "given in either order");
    assert_eq!(shown.groups, []);
    assert!(shown.sentence.starts_with("Rien n’a changé"), "{}", shown.sentence);
    let rewritten = at(2_000, Some(&format!("{BEFORE}<!-- 2 -->")), &json!([]));
    assert_eq!(difference(&one, &rewritten).page, PageChange::Rewritten);
    assert_eq!(difference(&at(1, None, &json!([])), &one).page, PageChange::Appeared);
    assert_eq!(difference(&one, &at(9_999, None, &json!([]))).page, PageChange::Gone);
}

#[test]
fn every_row_is_in_words() {
    let before = at(1_000, Some(BEFORE), &json!([cookie("old", json!({})), cookie("open", json!({}))]));
    let after = at(2_000, Some(AFTER), &json!([cookie("open", json!({ "secure": true, "refused": "third-party" }))]));
    for language in ["fr", "en"] {
        let shown = show(&before, &after, language);
        assert_eq!(
            shown.groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(),
            ["cookies", "declarations", "findings"]
        );
        let json = serde_json::to_string(&shown).unwrap();
        assert!(!json.contains("difference."), "{json}");
        let open = shown.groups[0].rows.iter().find(|row| row.name == "open").unwrap();
        assert!(open.before != open.after && open.before.is_some() && open.after.is_some(), "{open:?}");
    }
}
