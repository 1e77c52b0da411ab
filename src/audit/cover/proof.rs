//! Properties of cover, on names small enough to collide often.

use super::{Hosts, How, Index, fit};
use crate::audit::audit;
use crate::charter::{Charter, Declaration, Evidence, Kind, Party, Source, name};
use crate::cookie::{Cookie, Visit};
use proptest::prelude::*;
use serde_json::json;

fn declaration(name: String, domain: Option<String>, party: Option<Party>, kind: Kind) -> Declaration {
    let evidence = Evidence { excerpt: format!("{name} {domain:?}"), ..Evidence::default() };
    Declaration {
        as_written: name.clone(),
        name,
        kind,
        provider: None,
        service: None,
        domain,
        purpose: None,
        category: None,
        party,
        lifetime: None,
        evidence,
        doubts: Vec::new(),
    }
}

fn cookie(name: String, domain: String) -> Cookie {
    serde_json::from_value(json!({ "name": name, "domain": domain, "path": "/" })).unwrap()
}

fn charter(declarations: Vec<Declaration>) -> Charter {
    Charter {
        schema: "cookie-charter/charter/1".to_owned(),
        source: Source { address: None, sha256: String::new(), file: None, text_of: None },
        language: None,
        declarations,
        claims: Vec::new(),
        doubts: Vec::new(),
        columns: Vec::new(),
        mentions: Vec::new(),
    }
}

fn visit(cookies: Vec<Cookie>) -> Visit {
    let visit = json!({ "schema": "cookie-charter/visit/1", "site": "https://a.fr/", "now": 0, "stage": "unknown", "cookies": [] });
    Visit { cookies, ..serde_json::from_value(visit).unwrap() }
}

fn domains() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a.fr", "www.a.fr", "b.fr", "x.b.fr", "youtube.com", "localhost", "127.0.0.1"])
        .prop_map(str::to_owned)
}

fn declarations() -> impl Strategy<Value = Vec<Declaration>> {
    let domain = prop::option::of(domains());
    let party = prop::sample::select(vec![None, Some(Party::First), Some(Party::Third)]);
    let kind = prop::sample::select(vec![Kind::Cookie, Kind::Cookie, Kind::LocalStorage, Kind::Pixel]);
    let one = ("[abA_é.*]{0,5}|\\*|ab_1a2b", domain, party, kind);
    prop::collection::vec(one.prop_map(|(name, domain, party, kind)| declaration(name, domain, party, kind)), 0..8)
}

fn cookies() -> impl Strategy<Value = Vec<Cookie>> {
    let one = ("[abA_é.]{0,5}|ab_1a2b.9|ab_1a2b", domains());
    prop::collection::vec(one.prop_map(|(name, domain)| cookie(name, domain)), 0..8)
}

/// Whether a name agrees with a declaration, tried the plain way. Declarations that name no cookie are for the caller.
fn agree(declared: &str, name: &str) -> Option<How> {
    let (lower, lower_name) = (declared.to_lowercase(), name.to_lowercase());
    if !declared.contains('*') {
        return match () {
            () if declared == name => Some(How::Exact),
            () if lower == lower_name => Some(How::OtherCase),
            () => None,
        };
    }
    match () {
        () if !declared.contains(char::is_alphanumeric) => None,
        () if name::matches(declared, name) => Some(How::Family),
        () if name::matches(&lower, &lower_name) => Some(How::FamilyOtherCase),
        () => None,
    }
}

fn undeclared(declarations: &[Declaration], cookies: &[Cookie]) -> usize {
    let charters = [charter(declarations.to_vec())];
    let found = audit(&charters, &visit(cookies.to_vec())).findings;
    found.iter().filter(|finding| finding.rule.starts_with("undeclared")).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_agrees_with_trying_every_declaration(declarations in declarations(), cookies in cookies()) {
        let all: Vec<&Declaration> = declarations.iter().collect();
        let index = Index::of(&all);
        let mut hosts = Hosts::of("a.fr");
        for cookie in &cookies {
            let subject = hosts.cookie(cookie);
            let mut seen = vec![false; all.len()];
            let cover = index.cover(&subject, &mut seen).cover;
            let naive: Vec<bool> = all
                .iter()
                .map(|declaration| agree(&declaration.name, &cookie.name).is_some() && fit::fit(declaration, fit::declared(declaration).as_ref(), &subject).is_ok())
                .collect();
            for (place, naive) in naive.iter().enumerate() {
                prop_assert!(!naive || seen[place], "{:?} does not cover {cookie:?}", all[place]);
            }
            if naive.contains(&true) {
                let cover = cover.clone();
                prop_assert!(cover.is_some());
            }
            if let Some(cover) = cover {
                let how = agree(&all[cover.declaration].name, &cookie.name);
                prop_assert!(matches!(cover.how, How::Numbered | How::Provider) || how == Some(cover.how), "{cover:?}");
            }
        }
    }

    #[test]
    fn more_declarations_never_give_more_undeclared(declarations in declarations(), cookies in cookies(), first in 1_usize..4) {
        prop_assume!(declarations.len() >= first);
        prop_assert!(undeclared(&declarations, &cookies) <= undeclared(&declarations[..first], &cookies));
    }

    #[test]
    fn the_order_of_input_never_matters(declarations in declarations(), cookies in cookies()) {
        let whole = audit(&[charter(declarations.clone())], &visit(cookies.clone()));
        let turned: Vec<Cookie> = cookies.iter().rev().cloned().collect();
        let turned_declarations: Vec<Declaration> = declarations.iter().rev().cloned().collect();
        prop_assert_eq!(&audit(&[charter(declarations)], &visit(turned)).findings, &whole.findings);
        prop_assert_eq!(&audit(&[charter(turned_declarations)], &visit(cookies)).findings, &whole.findings);
    }
}
