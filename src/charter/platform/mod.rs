//! Declarations of consent platforms that are data, not text: a fetched JSON or script, or a configuration in the page.
//!
//! Each platform is recognised by the structure of its data, never by an address; one file each. Lists that a platform
//! shows as a table or as cards are read like any other page. [`lists()`] tells where a platform keeps what the page
//! itself does not show.

mod axeptio;
mod borlabs;
mod complianz;
mod cookiebot;
mod cookieconsent;
mod cookieyes;
mod didomi;
mod disclosure;
mod iubenda;
mod klaro;
mod listed;
mod lists;
mod literal;
mod onetrust;
mod orejime;
mod tarteaucitron;
mod termly;
mod usercentrics;

pub use lists::lists;

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
    usercentrics::read,
    didomi::read,
    axeptio::read,
    klaro::read,
    orejime::read,
    cookieyes::read,
    borlabs::read,
    cookieconsent::read,
    complianz::read,
];

/// What a platform's document is.
pub(super) enum Document {
    /// A list. An empty one is an answer: some platforms (Didomi, Axeptio) name services only, and no cookie.
    List(Vec<Declaration>),
    /// A page about cookies in HTML, wrapped in data or in a script, to be read like any other.
    Page(String),
}

/// What a page is that is a platform's data itself. `None` when it is a page for people.
pub(super) fn document(page: &Page) -> Option<Document> {
    let source = page.source.trim_start_matches('\u{feff}').trim();
    if source.starts_with(['{', '[']) {
        let Ok(value) = serde_json::from_str::<Value>(source) else {
            // Data that was cut short is no text to be read in its stead.
            return is_data(source).then(|| Document::List(Vec::new()));
        };
        let listed = recognise(&value).map(|listed| Document::List(listed::declare(listed)));
        return listed.or_else(|| iubenda::page(&value).map(Document::Page));
    }
    if page.form == Form::Html && (source.starts_with('<') || source.contains("<script")) {
        return None;
    }
    if let Some(page) = cookiebot::page(source) {
        return Some(Document::Page(page));
    }
    let listed = of_script(source);
    (!listed.is_empty()).then(|| Document::List(listed::declare(listed)))
}

/// Whether a text begins as data does, and not as a page of a template: `{{ title }}`.
fn is_data(source: &str) -> bool {
    let begins: &[char] = if source.starts_with('{') { &['"'] } else { &['"', '{', '['] };
    source.get(1..).is_some_and(|rest| rest.trim_start().starts_with(begins))
}

/// The declarations of the configurations in a page's scripts.
pub(super) fn in_page(source: &str) -> Vec<Declaration> {
    listed::declare(lists::scripts(source).flat_map(|script| of_script(script.body)).collect())
}

fn of_script(script: &str) -> Vec<Listed> {
    let mut listed = cookiebot::read(script).unwrap_or_default();
    listed.extend(tarteaucitron::read(script));
    let literals = MARKERS.iter().flat_map(|marker| literal::assigned(script, marker));
    listed.extend(literals.take(MOST_LITERALS).filter_map(|literal| recognise(&literal)).flatten());
    listed
}

/// What stands before a configuration in a script.
const MARKERS: &[&str] = &[
    "klaroConfig",
    "orejimeConfig",
    "_ckyConfig",
    "_categories",
    "borlabsCookieConfig",
    "borlabsCookieCookies",
    "CookieConsent.run",
    "cookieconsent.run",
];

fn recognise(value: &Value) -> Option<Vec<Listed>> {
    DOCUMENTS.iter().find_map(|read| read(value))
}

#[cfg(test)]
mod tests;
