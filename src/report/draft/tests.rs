use super::draft;
use crate::audit::audit;
use crate::charter::lifetime::Length;
use crate::charter::{self, Charter, Declaration, Kind};
use crate::cookie::Visit;
use crate::page::{Form, Page};
use crate::report::report;
use serde_json::json;

fn charter(source: &str) -> Charter {
    charter::read(&Page { address: None, language: None, form: Form::Html, source: source.to_owned() })
}

fn visit() -> Visit {
    serde_json::from_value(json!({
        "schema": "cookie-charter/visit/1", "site": "https://opendata.example/", "now": 1_000_000, "stage": "unknown",
        "cookies": [
            { "name": "sessionid", "domain": "opendata.example", "path": "/" },
            { "name": "_pk_id.1.4f2a", "domain": "opendata.example", "path": "/", "setFor": 33_955_200, "expires": 34_955_200 },
            { "name": "_pk_id.2.77aa", "domain": "opendata.example", "path": "/", "expires": 34_955_200 },
            { "name": "ab|<b>", "domain": "opendata.example", "path": "/", "expires": 3_592_000 },
            { "name": "uid", "domain": "stats.criteo.com", "path": "/" },
            { "name": "tried", "domain": "stats.criteo.com", "path": "/", "refused": "third-party" },
        ],
    }))
    .unwrap()
}

const SEED: &str = "<html lang=fr><h1>Charte cookies</h1><table><tr><th>Nom du prestataire<th>Service et emplacement\
    <th>Nom du cookies<th>Finalités<tr><td>Opendatasoft<td>Authentification<td>sessionid<td>Se souvient de l’utilisateur\
    <tr><td>Opendatasoft<td>Langue<td>django_language<td>Retient la langue</table>";

#[test]
fn rows_follow_the_columns_and_the_language_of_the_charter() {
    let charters = [charter(SEED)];
    let draft = draft(&report(&charters, &visit(), audit(&charters, &visit())), "en");
    assert_eq!(draft.language, "fr");
    assert_eq!(
        draft.headings,
        ["Nom du prestataire", "Service et emplacement", "Nom du cookies", "Finalités", "Durée"]
    );
    assert_eq!(
        draft.rows,
        [
            ["Ce site", "Matomo", "_pk_id.*", "Mesure d’audience", "393\u{a0}jours"],
            ["[à compléter]", "[à compléter]", "ab|<b>", "[à compléter]", "30\u{a0}jours au moins"],
            ["Criteo", "Criteo", "uid", "Publicité et réseaux sociaux", "session"],
        ]
    );
    assert!(draft.html().contains("<td>ab|&lt;b&gt;</td>"));
    assert!(draft.markdown().contains("| ab\\|&lt;b&gt; |"));
    assert!(draft.csv().starts_with("\"Nom du prestataire\";\"Service et emplacement\";"));
}

#[test]
fn a_column_that_declarations_do_not_hold_is_left_blank_under_its_own_heading() {
    let charters = [charter(
        "<html lang=en><h1>Cookies</h1><table><tr><th>Type<th>Cookie name<th>Notes &lt;b&gt; | more<th>Duration\
        <tr><td>HTTP cookie<td>sid_main<td>See below<td>1 year<tr><td>HTTP cookie<td>lang_pref<td>See below<td>1 year</table>",
    )];
    let draft = draft(&report(&charters, &visit(), audit(&charters, &visit())), "fr");
    assert_eq!(draft.language, "en");
    assert_eq!(draft.headings, ["Type", "Cookie name", "Notes <b> | more", "Duration"]);
    assert_eq!(draft.rows[0], ["cookie", "_pk_id.*", "[to complete]", "393\u{a0}days"]);
    assert!(draft.html().contains("<th scope=\"col\">Notes &lt;b&gt; | more</th>"), "{}", draft.html());
    assert!(draft.markdown().contains("| Notes &lt;b&gt; \\| more |"), "{}", draft.markdown());
    assert!(draft.csv().contains("\"Notes <b> | more\","), "{}", draft.csv());
}

#[test]
fn without_a_charter_every_column_is_there() {
    let draft = draft(&report(&[], &visit(), audit(&[], &visit())), "en");
    assert_eq!(draft.language, "en");
    assert_eq!(draft.headings.first().map(String::as_str), Some("Cookie name"));
    assert_eq!(draft.rows.len(), 4);
    assert!(draft.rows.iter().all(|row| row.len() == draft.headings.len()));
}

#[test]
fn the_provider_of_software_that_anyone_may_run_is_whoever_runs_it() {
    let mut visit = visit();
    visit.cookies = serde_json::from_value(json!([
        { "name": "PHPSESSID", "domain": "opendata.example", "path": "/" },
        { "name": "PHPSESSID", "domain": "elsewhere.example", "path": "/" },
    ]))
    .unwrap();
    let page = |head: &str, row: &str| {
        [charter(&format!("<html lang=fr><h1>Cookies</h1><table><tr>{head}<tr>{row}<tr>{row}</table>"))]
    };
    let alone = page("<th>Nom du cookie<th>Prestataire", "<td>lang_pref<td>Mairie");
    let beside = page("<th>Nom du cookie<th>Prestataire<th>Service", "<td>lang_pref<td>Mairie<td>Langue");
    let drafted = |charters: &[Charter]| draft(&report(charters, &visit, audit(charters, &visit)), "fr").rows;
    assert_eq!(
        drafted(&alone),
        [["PHPSESSID", "Ce site (PHP)", "session"], ["PHPSESSID", "[à compléter] (PHP)", "session"]]
    );
    assert_eq!(
        drafted(&beside),
        [["PHPSESSID", "Ce site", "PHP", "session"], ["PHPSESSID", "[à compléter]", "PHP", "session"]]
    );
}

#[test]
fn storage_that_no_declaration_covers_has_rows_with_its_kind() {
    let mut visit = visit();
    visit.storage = serde_json::from_value(json!([
        { "kind": "local_storage", "host": "opendata.example", "name": "theme" },
        { "kind": "session_storage", "host": "opendata.example", "name": "panier" },
        { "kind": "indexed_db", "host": "opendata.example", "name": "cartes" },
        { "kind": "cache", "host": "opendata.example", "name": "v1" },
        { "kind": "local_storage", "host": "video.example", "name": "volume" },
    ]))
    .unwrap();
    visit.cookies.truncate(2);
    let charters = [charter(SEED)];
    let drafted = draft(&report(&charters, &visit, audit(&charters, &visit)), "en");
    assert_eq!(drafted.headings.last().map(String::as_str), Some("Type de stockage"));
    let told: Vec<_> = drafted.rows.iter().map(|row| (&*row[2], &*row[4], &*row[5])).collect();
    assert_eq!(
        told,
        [
            ("_pk_id.*", "393\u{a0}jours", "cookie"),
            ("theme", "jusqu’à suppression", "stockage local"),
            ("panier", "session", "stockage de session"),
            ("cartes", "jusqu’à suppression", "base IndexedDB"),
        ]
    );
    let without = draft(&report(&[], &visit, audit(&[], &visit)), "en");
    assert_eq!(
        without.headings,
        [
            "Cookie name",
            "Provider",
            "Purpose",
            "Category",
            "Lifetime",
            "First or third party",
            "Domain",
            "Kind of storage"
        ]
    );
}

#[test]
fn the_rows_once_published_declare_what_was_lacking() {
    let mut visit = visit();
    visit.cookies.retain(|cookie| cookie.refused.is_none());
    visit.storage = serde_json::from_value(json!([
        { "kind": "local_storage", "host": "opendata.example", "name": "theme" },
        { "kind": "session_storage", "host": "opendata.example", "name": "basket_items" },
        { "kind": "indexed_db", "host": "opendata.example", "name": "map_tiles" },
    ]))
    .unwrap();
    for language in crate::report::words::LANGUAGES {
        let lacking = report(&[], &visit, audit(&[], &visit));
        let rows = draft(&lacking, language).html();
        let published = [charter(&format!("<html lang={language}><h1>Cookies</h1>{rows}"))];
        let again = audit(&published, &visit);
        let raised: Vec<&str> = again.findings.iter().map(|finding| finding.rule.as_str()).collect();
        let is_lack = |rule: &&&str| {
            rule.starts_with("undeclared") || rule.starts_with("provider") || rule.starts_with("outlives")
        };
        assert_eq!(raised.iter().find(is_lack), None, "{language}: {rows}");
        let kinds: Vec<_> = published[0].declarations.iter().map(|declaration| declaration.kind).collect();
        assert_eq!(
            &kinds[kinds.len() - 3..],
            [Kind::LocalStorage, Kind::SessionStorage, Kind::IndexedDb],
            "{language}: {rows}"
        );
        let ends = |declaration: &Declaration| declaration.lifetime.as_ref().map(|lifetime| lifetime.length);
        let unbounded = ends(&published[0].declarations[kinds.len() - 3]);
        assert!(matches!(unbounded, Some(Length::Unbounded(_))), "{language}: {unbounded:?}");
    }
}
