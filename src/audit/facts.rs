//! What is so of one cookie beside one charter, a fact a row.

use super::case::Case;
use super::cover::{CoverDoubt, How, Miss, fit};
use super::{Outcome, Severity, audit};
use crate::charter::{Category, Charter, Declaration, Party};
use crate::cookie::Visit;
use crate::knowledge::base::Base;
use serde_json::{Value, json};

/// A declaration of a cookie of this name, with what else is said.
fn declared(name: &str, said: &Value) -> Value {
    let plain =
        json!({ "name": name, "asWritten": name, "kind": "cookie", "evidence": { "excerpt": name }, "doubts": [] });
    with(plain, said)
}

fn with(mut plain: Value, said: &Value) -> Value {
    plain.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
    plain
}

fn charter(declarations: &[Value], claims: &[&str]) -> Charter {
    let claims: Vec<Value> = claims.iter().map(|claim| json!({ "claim": claim, "excerpt": claim })).collect();
    let source = json!({ "address": null, "sha256": "" });
    let charter = json!({ "schema": "cookie-charter/charter/1", "source": source, "language": null,
        "declarations": declarations, "claims": claims, "doubts": [] });
    serde_json::from_value(charter).unwrap()
}

/// A visit of a.fr, at the second 1000, that saw this cookie.
fn visit(name: &str, host: &str, more: &Value) -> Visit {
    let cookie = with(json!({ "name": name, "domain": host, "path": "/" }), more);
    let visit = json!({ "schema": "cookie-charter/visit/1", "site": "https://a.fr/", "now": 1000, "stage": "unknown",
        "cookies": [cookie] });
    serde_json::from_value(visit).unwrap()
}

#[test]
fn a_company_is_named_in_several_ways() {
    for (said, wanted, named) in [
        (json!({ "service": "Google Analytics" }), "Google", true),
        (json!({ "purpose": "Vidéos de You Tube" }), "youtube", true),
        (json!({ "provider": "Meta" }), "Meta Platforms", true),
        (json!({ "provider": "IBM" }), "IBM", true),
        (json!({ "provider": "Hotjar" }), "Google", false),
        // Two letters stand in too many words.
        (json!({ "provider": "GA" }), "Garmin", false),
        (json!({ "purpose": "Mesure d’audience" }), "Me", false),
        (json!({}), "Google", false),
    ] {
        let declaration: Declaration = serde_json::from_value(declared("x", &said)).unwrap();
        assert_eq!(fit::names(&declaration, wanted), named, "{said} {wanted}");
    }
}

#[test]
fn a_name_that_agrees_may_be_doubted_or_miss() {
    use CoverDoubt::{DeclaredElsewhere, DeclaredFirstParty, NameOnly, OtherKind};
    for (host, said, expected) in [
        ("a.fr", json!({}), Ok(vec![])),
        ("a.fr", json!({ "domain": "www.a.fr" }), Ok(vec![])),
        ("a.fr", json!({ "domain": "google.com" }), Ok(vec![DeclaredElsewhere])),
        ("a.fr", json!({ "kind": "pixel" }), Ok(vec![OtherKind])),
        ("a.fr", json!({ "kind": "local_storage" }), Err(Miss::OtherKind)),
        ("www.youtube.com", json!({ "domain": "youtube.com" }), Ok(vec![])),
        ("www.youtube.com", json!({ "domain": "google.com" }), Err(Miss::OtherDomain)),
        ("www.youtube.com", json!({ "provider": "YouTube" }), Ok(vec![])),
        ("www.youtube.com", json!({ "provider": "Vimeo" }), Ok(vec![NameOnly])),
        ("www.youtube.com", json!({ "party": "third" }), Ok(vec![NameOnly])),
        ("www.youtube.com", json!({ "party": "first" }), Ok(vec![DeclaredFirstParty])),
        // What is no host name says nothing about the domain.
        ("www.youtube.com", json!({ "domain": "Partenaires" }), Ok(vec![NameOnly])),
        ("www.youtube.com", json!({ "domain": "vimeo.com et autres" }), Ok(vec![NameOnly])),
    ] {
        let (charters, visit) = ([charter(&[declared("id", &said)], &[])], visit("id", host, &json!({})));
        let base = Base::default();
        let case = Case::of(&charters, &visit, &base);
        let held = &case.held[0];
        let found = held.cover.as_ref().map(|cover| cover.doubts.clone());
        assert_eq!(found.ok_or_else(|| held.near.as_ref().unwrap().1), expected, "{host} {said}");
    }
}

/// The first declaration of a row wins, wherever it stands among the others.
#[test]
fn the_most_specific_declaration_covers() {
    for (name, host, declarations, how) in [
        ("_ga", "a.fr", vec![("_ga", None), ("_g*", None)], How::Exact),
        ("_ga_x", "a.fr", vec![("_ga_*", None), ("_g*", None)], How::Family),
        ("user_id", "a.fr", vec![("*_id", None), ("USER_ID", None)], How::Family),
        ("_pk_id.1.4f2a", "a.fr", vec![("_pk_id", None), ("_PK_ID", None), ("_PK_*", None)], How::Numbered),
        ("abc", "a.fr", vec![("ABC", None), ("A*", None)], How::OtherCase),
        ("AMCV_4D63%40AdobeOrg", "a.fr", vec![("AMCV_*@AdobeOrg", None), ("AMCV_*", None)], How::Family),
        ("AMCV_4D63@AdobeOrg", "a.fr", vec![("AMCV_*%40AdobeOrg", None)], How::Family),
        ("cart%5Bitems%5D", "a.fr", vec![("cart[items]", None), ("cart[*]", None)], How::Exact),
        ("ABC", "a.fr", vec![("abc", None)], How::OtherCase),
        ("id", "www.a.fr", vec![("id", Some("www.a.fr")), ("id", Some("a.fr")), ("id", None)], How::Exact),
        ("id", "www.a.fr", vec![("id", Some("a.fr")), ("id", None)], How::Exact),
        ("id", "a.fr", vec![("ID", None), ("id", Some("b.fr"))], How::OtherCase),
        ("YSC", "youtube.com", vec![("*", Some("youtube.com")), ("*", Some("vimeo.com"))], How::Provider),
    ] {
        for turn in 0..declarations.len() {
            let mut turned: Vec<Value> =
                declarations.iter().map(|(name, domain)| declared(name, &json!({ "domain": domain }))).collect();
            turned.rotate_right(turn);
            let (charters, visit) = ([charter(&turned, &[])], visit(name, host, &json!({})));
            let base = Base::default();
            let case = Case::of(&charters, &visit, &base);
            let cover = case.held[0].cover.as_ref().map(|cover| (cover.declaration, cover.how));
            assert_eq!(cover, Some((turn, how)), "{name} @ {host} {declarations:?}");
        }
    }
}

/// What a site tries to set for a domain that is not its own is its own attempt, and that domain no third party.
#[test]
fn a_domain_that_was_asked_for_in_vain_is_no_party() {
    for (domain, by, party) in [("fr", "www.a.fr", Party::First), ("a.fr", "t.b.fr", Party::Third)] {
        let set_by = json!({ "by": "header", "host": by, "resource": "main_frame" });
        let (visit, base) = (visit("id", domain, &json!({ "refused": "domain", "setBy": set_by })), Base::default());
        let charters = [charter(&[declared("other", &json!({}))], &[])];
        assert_eq!(Case::of(&charters, &visit, &base).held[0].party, party, "{domain} by {by}");
    }
}

#[test]
fn the_nearest_miss_is_told() {
    for turn in 0..2 {
        let mut misses =
            [declared("id", &json!({ "domain": "b.fr" })), declared("id", &json!({ "kind": "local_storage" }))];
        misses.rotate_right(turn);
        let (charters, visit) = ([charter(&misses, &[])], visit("id", "c.fr", &json!({})));
        let base = Base::default();
        let case = Case::of(&charters, &visit, &base);
        let near = case.held[0].near.map(|(declaration, miss)| (declaration.domain.as_deref(), miss));
        assert_eq!(near, Some((Some("b.fr"), Miss::OtherDomain)));
    }
}

#[test]
fn there_is_something_to_compare_with_where_a_charter_says_something() {
    for (charters, outcome) in [
        (vec![], Outcome::NoCharter),
        (vec![charter(&[], &[])], Outcome::CharterUnreadable),
        (vec![charter(&[], &["exempt-from-consent"])], Outcome::CharterUnreadable),
        (vec![charter(&[], &["no-cookies"])], Outcome::Audited),
        (vec![charter(&[], &[]), charter(&[declared("id", &json!({}))], &[])], Outcome::Audited),
    ] {
        let (visit, base) = (visit("id", "a.fr", &json!({})), Base::default());
        assert_eq!(Case::of(&charters, &visit, &base).outcome, outcome, "{charters:?}");
    }
}

#[test]
fn a_cookie_lives_from_now_or_from_its_setting() {
    for (more, measured) in [
        (json!({}), None),
        (json!({ "expires": 999 }), None),
        (json!({ "expires": 1000 }), None),
        (json!({ "expires": 1001 }), Some((1, "remaining"))),
        (json!({ "expires": 1001, "setFor": 60 }), Some((60, "set"))),
        (json!({ "expires": 1001, "setFor": 60, "refused": "third-party" }), None),
        (json!({ "setFor": 0 }), None),
    ] {
        let (visit, base) = (visit("id", "a.fr", &more), Base::default());
        let case = Case::of(&[], &visit, &base);
        let found = case.held[0].measured(&visit).map(|measured| (measured.seconds, measured.at));
        assert_eq!(found, measured, "{more}");
    }
}

#[test]
fn only_audience_measurement_is_exempt_and_only_where_someone_says_so() {
    for (claims, told, category, exempt) in [
        (vec!["exempt-from-consent"], false, Category::Statistics, true),
        (vec![], true, Category::Statistics, true),
        (vec![], false, Category::Statistics, false),
        (vec!["only-necessary"], false, Category::Statistics, false),
        (vec!["exempt-from-consent"], true, Category::Marketing, false),
    ] {
        let fact = json!({ "base": "DPA", "name": "_pk_id.*", "exempt": told });
        let base = Base::of([serde_json::from_value(fact).unwrap()]);
        let (charters, visit) = ([charter(&[], &claims)], visit("_pk_id.1.4f2a", "a.fr", &json!({})));
        let case = Case::of(&charters, &visit, &base);
        assert_eq!(case.held[0].exempt(category, &case), exempt, "{claims:?} {told} {category:?}");
    }
}

#[test]
fn a_claim_that_consent_comes_first_weighs_by_what_is_there_before_a_choice() {
    use Severity::{Breach, Notice, Warning};
    for (scope, name, host, more, severity) in [
        ("all", "_ga", "a.fr", json!({}), Some(Breach)),
        ("all", "_ga", "a.fr", json!({ "stage": "accepted" }), None),
        ("all", "_ga", "a.fr", json!({ "stage": "unknown" }), None),
        ("all", "_ga", "a.fr", json!({ "refused": "third-party" }), Some(Warning)),
        ("all", "abc", "a.fr", json!({}), Some(Warning)),
        ("all", "abc", "a.fr", json!({ "refused": "third-party" }), Some(Notice)),
        // What keeps the choice is a cookie too.
        ("all", "tarteaucitron", "a.fr", json!({}), Some(Notice)),
        ("all", "declared", "a.fr", json!({}), Some(Notice)),
        ("optional", "_ga", "a.fr", json!({}), Some(Breach)),
        ("optional", "abc", "a.fr", json!({}), None),
        ("optional", "declared", "a.fr", json!({}), None),
        ("optional", "exempt", "a.fr", json!({}), None),
        ("statistics", "_ga", "a.fr", json!({}), Some(Breach)),
        ("statistics", "_fbp", "a.fr", json!({}), None),
        ("marketing", "_fbp", "a.fr", json!({}), Some(Breach)),
        ("third-party", "_ga", "a.fr", json!({}), None),
        ("third-party", "abc", "t.b.fr", json!({}), Some(Warning)),
    ] {
        let mut charter = charter(
            &[
                declared("declared", &json!({ "category": "necessary" })),
                declared("exempt", &json!({ "category": "statistics", "purpose": "Exempted from consent" })),
            ],
            &["consent-first"],
        );
        charter.claims[0].scope = serde_json::from_value(json!(scope)).unwrap();
        let visit = visit(name, host, &with(json!({ "stage": "before" }), &more));
        let audit = audit(&[charter], &visit);
        let found = audit.findings.iter().find(|finding| finding.rule == "claims-consent-first");
        assert_eq!(found.map(|finding| finding.severity), severity, "{scope} {name} {more}");
    }
}
