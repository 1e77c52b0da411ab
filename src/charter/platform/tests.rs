//! Small documents of our own, in the shape of each platform's.

use super::{document, in_page};
use crate::charter::lifetime::Length;
use crate::charter::{Category, Declaration, Kind, Party};
use crate::page::{Form, Page};

fn read(source: &str) -> Vec<Declaration> {
    let page = Page { address: None, language: None, form: Form::Text, source: source.to_owned() };
    document(&page).expect("recognised")
}

fn names(declarations: &[Declaration]) -> Vec<&str> {
    declarations.iter().map(|declaration| declaration.name.as_str()).collect()
}

fn seconds(declaration: &Declaration) -> Option<u64> {
    match declaration.lifetime.as_ref()?.length {
        Length::Seconds(seconds) => Some(seconds),
        Length::Session(_) => Some(0),
        Length::Unbounded(_) => None,
    }
}

#[test]
fn a_disclosure_declares_its_identifiers() {
    let found = read(
        r#"{"disclosures": [
            {"identifier": "uid_*", "type": "cookie", "maxAgeSeconds": 33696000, "cookieRefresh": true, "domains": ["*.tracker.example"], "purposes": [1, 3]},
            {"identifier": "basket", "type": "web", "maxAgeSeconds": null, "domain": "*", "purposes": []},
            {"identifier": "old", "type": "cookie", "maxAgeSeconds": 2592000000, "purposes": [8]},
            {"identifier": "now", "type": "cookie", "maxAgeSeconds": 0, "purposes": [1]},
            {"identifier": "app", "type": "app"}], "domains": []}"#,
    );
    assert_eq!(names(&found), ["uid_*", "basket", "old", "now"]);
    assert_eq!(found.iter().map(seconds).collect::<Vec<_>>(), [Some(33_696_000), None, Some(2_592_000), Some(0)]);
    assert_eq!(found[0].domain.as_deref(), Some("tracker.example"));
    assert_eq!(
        found.iter().map(|one| one.category).collect::<Vec<_>>(),
        [Some(Category::Marketing), Some(Category::Necessary), Some(Category::Statistics), None]
    );
    assert_eq!(found[1].kind, Kind::LocalStorage);
}

#[test]
fn onetrust_domain_data_declares_by_group() {
    let found = read(
        r#"{"DomainData": {"Language": {"Culture": "fr"}, "Groups": [
            {"OptanonGroupId": "C0001", "GroupName": "Cookies strictement nécessaires", "FirstPartyCookies": [
                {"Name": "OptanonConsent", "Host": ".boutique.example", "IsSession": false, "Length": "365", "description": "<p>Retient le choix</p>"},
                {"Name": "panier", "Host": "boutique.example", "IsSession": true, "Length": "0"}], "Hosts": []},
            {"OptanonGroupId": "ven", "GroupName": "Publicité ciblée", "FirstPartyCookies": [], "Hosts": [
                {"HostName": "regie.example", "DisplayName": "Régie", "Cookies": [{"Name": "id_xxxx", "Host": ".regie.example", "Length": "30"}]}]}]}}"#,
    );
    assert_eq!(names(&found), ["OptanonConsent", "panier", "id_*"]);
    assert_eq!(found.iter().map(seconds).collect::<Vec<_>>(), [Some(31_536_000), Some(0), Some(2_592_000)]);
    assert_eq!(
        found.iter().map(|one| one.party).collect::<Vec<_>>(),
        [Some(Party::First), Some(Party::First), Some(Party::Third)]
    );
    assert_eq!(found[2].category, Some(Category::Marketing));
    assert_eq!(found[0].purpose.as_deref(), Some("Retient le choix"));
    assert_eq!(found[2].domain.as_deref(), Some("regie.example"));
}

#[test]
fn termly_values_are_not_looked_at() {
    let found = read(
        r#"{"cookies": {"essential": [{"name": "sid", "tracker_type": "http_cookie", "domain": "a.example", "en_us": "Keeps you in", "expire": "session", "value": "secret"}],
        "analytics": [{"name": "_ga", "tracker_type": "http_cookie", "service": "Google Analytics", "expire": "1 year 11 months 29 days"}]}}"#,
    );
    assert_eq!(found.len(), 2);
    let ga = found.iter().find(|one| one.name == "_ga").unwrap();
    assert_eq!(
        (seconds(ga), ga.category, ga.provider.as_deref()),
        (Some(62_989_758), Some(Category::Statistics), Some("Google Analytics"))
    );
    assert!(!format!("{found:?}").contains("secret"));
}

#[test]
fn complianz_lists_by_service() {
    let found = read(
        r#"{"preferences": [], "statistics": {"matomo": ["_pk_id", "_pk_ses"]}, "marketing": {"youtube": ["YSC"]}}"#,
    );
    assert_eq!(found.len(), 3);
    assert!(found.iter().any(|one| one.name == "YSC"
        && one.category == Some(Category::Marketing)
        && one.service.as_deref() == Some("youtube")));
}

#[test]
fn usercentrics_services_embed_disclosures() {
    let found = read(
        r#"{"services": [{"templateId": "x1", "dataProcessor": "Mesure", "processingCompany": "Mesure SA", "categorySlug": "marketing",
        "deviceStorage": {"disclosures": [{"identifier": "m_id", "type": "cookie", "maxAgeSeconds": 86400}]}}, {"templateId": "x2", "dataProcessor": "Autre"}]}"#,
    );
    assert_eq!(names(&found), ["m_id"]);
    assert_eq!((found[0].category, found[0].provider.as_deref()), (Some(Category::Marketing), Some("Mesure SA")));
}

#[test]
fn services_without_disclosures_declare_no_cookie() {
    assert!(read(r#"{"app": {"name": "Site"}, "vendors": {"custom": [{"id": "c:stat", "name": "Stat"}]}}"#).is_empty());
    assert!(
        read(r#"{"cookies": [{"name": "site-fr", "steps": [{"name": "stats", "vendors": [{"name": "matomo"}]}]}]}"#)
            .is_empty()
    );
}

#[test]
fn klaro_and_orejime_configurations_are_read_in_the_page() {
    let klaro = "<html><script>var klaroConfig = {services: [{name: 'matomo', title: 'Matomo', purposes: ['analytics'], cookies: [/^_pk_.*$/, 'piwik_ignore', [/^mtm_/, '/', '.site.example']]}]};</script>";
    let found = in_page(klaro);
    assert_eq!(names(&found), ["_pk_*", "piwik_ignore", "mtm_*"]);
    assert_eq!((found[0].category, found[2].domain.as_deref()), (Some(Category::Statistics), Some("site.example")));
    let orejime = "<script>window.orejimeConfig = {purposes: [{id: 'mandatory', title: 'Essentiels', isMandatory: true, cookies: ['session_site']}, {id: 'audience', title: 'Mesure d\\'audience', purposes: [{id: 'matomo', title: 'Matomo', cookies: ['_pk_id', '/^_pk_ses/i']}]}]}</script>";
    let found = in_page(orejime);
    assert_eq!(names(&found), ["session_site", "_pk_id", "_pk_ses*"]);
    assert_eq!(
        found.iter().map(|one| one.category).collect::<Vec<_>>(),
        [Some(Category::Necessary), Some(Category::Statistics), Some(Category::Statistics)]
    );
}

#[test]
fn tarteaucitron_services_of_the_page_are_read() {
    let page = "<script>tarteaucitron.services.stat = {key: 'stat', type: 'analytic', name: 'Stat', needConsent: true, cookies: ['_st_id', '_st_ses'], js: function () { 'use strict'; }};
        tarteaucitron.services.unused = {key: 'unused', type: 'ads', name: 'U', cookies: ['u']};
        (tarteaucitron.job = tarteaucitron.job || []).push('stat');</script>";
    let found = in_page(page);
    assert_eq!(names(&found), ["_st_id", "_st_ses"]);
    assert_eq!(found[0].category, Some(Category::Statistics));
}

#[test]
fn cookiebot_tables_are_read_from_their_script() {
    let found = read(
        "CookieConsentDialog.cookieTableNecessary = [[\"CookieConsent\",\"site.example\",\"Stores the choice\",\"1 year\",\"HTTP Cookie\",1]];\nCookieConsentDialog.cookieTableStatistics = [['_ga_#','stat.example','Counts','2 Jahre','HTTP-Cookie',1],['collect','stat.example','Sends','Session','Pixel Tracker',5]];",
    );
    assert_eq!(names(&found), ["CookieConsent", "_ga_*", "collect"]);
    assert_eq!(found.iter().map(seconds).collect::<Vec<_>>(), [Some(31_556_952), Some(63_113_904), Some(0)]);
    assert_eq!(found[2].kind, Kind::Pixel);
}

#[test]
fn other_in_page_lists_are_read() {
    let cookieyes = r#"<script>var _ckyConfig = {"_ipData":[],"_categories":[{"name":"Necessary","slug":"necessary","cookies":[{"cookieID":"cookieyes-consent","domain":"site.example"}]},{"name":"Pub","slug":"advertisement","cookies":[]}]};</script>"#;
    assert_eq!(names(&in_page(cookieyes)), ["cookieyes-consent"]);
    let borlabs = r#"<script>var borlabsCookieCookies = {"essential":{"borlabs-cookie":{"cookieNameList":{"borlabs-cookie":"borlabs-cookie"}}},"statistics":{"matomo":{"cookieNameList":{"_pk_*.*":"_pk_*.*"}}}};</script>"#;
    assert_eq!(names(&in_page(borlabs)), ["borlabs-cookie", "_pk_*"]);
    let consent = "<script>CookieConsent.run({categories: {analytics: {autoClear: {cookies: [{name: /^_ga/}, {name: '_gid'}]}}}})</script>";
    assert_eq!(names(&in_page(consent)), ["_ga*", "_gid"]);
}

#[test]
fn other_data_is_no_platforms() {
    for source in ["{}", "[]", "{\"cookies\": 3}", "Une page de texte", "{\"a\": [1, 2", "<p>x</p>"] {
        let page = Page { address: None, language: None, form: Form::Text, source: source.to_owned() };
        assert!(document(&page).is_none(), "{source}");
    }
    assert!(in_page("<script>var a = {b: 1}</script><script>klaroConfig = {{{{</script>").is_empty());
}
