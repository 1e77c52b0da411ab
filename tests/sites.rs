//! Whole charters: each folder of `tests/sites/` holds a page (`page.html`, `page.txt`, `page.md`, or what a consent
//! platform serves: `page.js`, `page.json`) and everything that is read from it (`charter.json` for HTML,
//! `charter.txt.json`, `charter.js.json` and so on for the others). `UPDATE_EXPECT=1 cargo test` rewrites what is
//! expected; the difference is the review.

use cookie_charter::charter::{self, Charter};
use cookie_charter::page::{Form, Page};
use std::fs;
use std::path::{Path, PathBuf};

/// Every page of every folder, in order.
pub(crate) fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for site in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sites")).unwrap() {
        let site = site.unwrap().path();
        let files = fs::read_dir(&site).unwrap().map(|file| file.unwrap().path());
        let before = pages.len();
        pages.extend(files.filter(|path| path.file_stem().is_some_and(|stem| stem == "page")));
        assert!(pages.len() > before, "no page in {}", site.display());
    }
    pages.sort();
    pages
}

/// The page of a file.
pub(crate) fn page(path: &Path, source: String) -> Page {
    let form = if path.extension().is_some_and(|extension| extension == "html") { Form::Html } else { Form::Text };
    Page { address: None, language: None, form, source }
}

#[test]
fn every_page_is_read_as_expected() {
    let mut differing = Vec::new();
    for path in pages() {
        let charter = charter::read(&page(&path, fs::read_to_string(&path).unwrap()));
        let found = serde_json::to_string_pretty(&charter).unwrap() + "\n";
        let expected = match path.extension().and_then(|extension| extension.to_str()) {
            Some("html") | None => path.with_file_name("charter.json"),
            Some(extension) => path.with_file_name(format!("charter.{extension}.json")),
        };
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != found {
            differing.push(path);
        }
    }
    assert!(differing.is_empty(), "read otherwise than expected (UPDATE_EXPECT=1 shows how): {differing:#?}");
}

/// DESIGN §3, word for word, whatever the rendering.
#[test]
fn the_seed_charter_declares_its_four_cookies() {
    for path in pages().iter().filter(|path| path.to_string_lossy().contains("opendata.isere.fr")) {
        let Charter { declarations, .. } = charter::read(&page(path, fs::read_to_string(path).unwrap()));
        let names: Vec<_> = declarations.iter().map(|declaration| declaration.name.as_str()).collect();
        assert_eq!(names, ["sessionid", "django_language", "csrftoken", "cookies_preferences"], "{path:?}");
        for declaration in &declarations {
            assert_eq!(declaration.provider.as_deref(), Some("Opendatasoft"), "{path:?}");
            assert_eq!(declaration.category, Some(charter::Category::Necessary), "{path:?}");
            assert!(declaration.service.is_some() && declaration.purpose.is_some(), "{path:?}");
            assert_eq!(declaration.party, None, "{path:?}");
            assert_eq!(declaration.lifetime, None, "{path:?}");
            assert!(declaration.doubts.is_empty(), "{path:?}");
        }
    }
}
