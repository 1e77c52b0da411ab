//! Declarations of consent platforms that are data, not text: a fetched JSON or script, or a configuration in the page.
//!
//! Each platform is recognised by the structure of its data, never by an address; one file each. Lists that a platform
//! shows as a table or as cards are read like any other page.

mod borlabs;
mod complianz;
mod cookiebot;
mod cookieconsent;
mod cookieyes;
mod disclosure;
mod klaro;
mod listed;
mod literal;
mod onetrust;
mod orejime;
mod services;
mod tarteaucitron;
mod termly;

use super::Declaration;
use crate::page::{Form, Page};
use listed::Listed;
use serde_json::Value;

/// More configurations than this in one page are no configuration.
const MOST_LITERALS: usize = 200;

/// What one platform declares. `None` when the data is not its.
type Reader = fn(&Value) -> Option<Vec<Listed>>;

/// The platforms whose data is one document.
const DOCUMENTS: &[Reader] = &[
    disclosure::read,
    onetrust::read,
    termly::read,
    services::read,
    klaro::read,
    orejime::read,
    cookieyes::read,
    borlabs::read,
    cookieconsent::read,
    complianz::read,
];

/// The declarations of a page that is a platform's data itself. `None` when it is a page for people.
///
/// An empty list is an answer: some platforms (Didomi, Axeptio) name services only, and no cookie.
pub(super) fn document(page: &Page) -> Option<Vec<Declaration>> {
    let source = page.source.trim_start_matches('\u{feff}').trim();
    let listed = if source.starts_with(['{', '[']) {
        let value: Value = serde_json::from_str(source).ok()?;
        recognise(&value)?
    } else if page.form == Form::Text || !source.starts_with('<') {
        cookiebot::read(source)?
    } else {
        return None;
    };
    Some(listed::declare(listed))
}

/// The declarations of the configurations in a page's scripts.
pub(super) fn in_page(source: &str) -> Vec<Declaration> {
    let mut listed = Vec::new();
    let mut literals = 0;
    for script in scripts(source) {
        if let Some(tables) = cookiebot::read(script) {
            listed.extend(tables);
        }
        listed.extend(tarteaucitron::read(script));
        for marker in MARKERS {
            for literal in literal::assigned(script, marker) {
                literals += 1;
                if literals > MOST_LITERALS {
                    return listed::declare(listed);
                }
                listed.extend(recognise(&literal).unwrap_or_default());
            }
        }
    }
    listed::declare(listed)
}

/// What stands before a configuration in a script.
const MARKERS: &[&str] = &[
    "klaroConfig",
    "orejimeConfig",
    "_ckyConfig",
    "borlabsCookieConfig",
    "borlabsCookieCookies",
    "CookieConsent.run",
    "cookieconsent.run",
];

fn recognise(value: &Value) -> Option<Vec<Listed>> {
    DOCUMENTS.iter().find_map(|read| read(value))
}

/// The contents of the page's inline scripts.
fn scripts(source: &str) -> impl Iterator<Item = &str> {
    source.split("<script").skip(1).filter_map(|part| {
        let (_, body) = part.split_once('>')?;
        Some(body.split("</script").next().unwrap_or(body))
    })
}

#[cfg(test)]
mod tests;
