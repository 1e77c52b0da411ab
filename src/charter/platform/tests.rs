//! What no folder of `tests/sites/platform-*` can say: what is left out, and what is no platform's.

use super::{document, in_page};
use crate::charter::read;
use crate::page::{Form, Page};

fn page(source: &str) -> Page {
    Page { address: None, language: None, form: Form::Text, source: source.to_owned() }
}

#[test]
fn values_of_cookies_are_not_looked_at() {
    let list = r#"{"cookies": {"essential": [{"name": "sid", "tracker_type": "http_cookie", "domain": "a.example", "expire": "session", "value": "secret"}]}}"#;
    let charter = read(&page(list));
    assert_eq!(charter.declarations.len(), 1);
    assert!(!format!("{charter:?}").contains("secret"));
}

#[test]
fn a_configuration_told_twice_is_declared_once() {
    let list = r#"<script>var _ckyConfig = {"_categories":[{"name":"Necessary","slug":"necessary","cookies":[{"cookieID":"consent","domain":"site.example"}]}]};</script>"#;
    let charter = read(&Page { form: Form::Html, ..page(list) });
    let names: Vec<&str> = charter.declarations.iter().map(|declaration| declaration.name.as_str()).collect();
    assert_eq!(names, ["consent"]);
}

#[test]
fn other_data_is_no_platforms() {
    for source in ["", "{}", "[]", "{{ titre }}", "{\"cookies\": 3}", "Une page de texte", "<p>x</p>", "var a = {b: 1}"]
    {
        assert!(document(&page(source)).is_none(), "{source}");
    }
    let cut = read(&page("{\"a\": [1, 2"));
    assert!(cut.declarations.is_empty());
    assert_eq!(cut.doubts.len(), 1, "data cut short is a doubt");
    assert!(in_page("<script>var a = {b: 1}</script><script>klaroConfig = {{{{</script>").is_empty());
}
