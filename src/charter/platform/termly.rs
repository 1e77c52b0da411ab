//! Termly's cookie list: `{"cookies": {"essential": [{"name", "tracker_type", "domain", "expire", "en_us", …}], …}}`.
//! Its `value` holds what a scan captured: it is not looked at.

use super::listed::{Listed, category_of, host, lifetime, name_of, text};
use crate::charter::kind;
use crate::charter::lexicon::Languages;
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let groups = value.get("cookies")?.as_object()?;
    let languages = Languages::of(Some("en"));
    let mut listed = Vec::new();
    for (group, cookies) in groups {
        for cookie in cookies.as_array()? {
            cookie.get("tracker_type").or(cookie.get("expire"))?;
            let Some(name) = name_of(cookie, "name") else { continue };
            listed.push(Listed {
                name,
                kind: text(cookie, "tracker_type").and_then(|words| kind::of(&words.replace('_', " "), languages)),
                provider: text(cookie, "service"),
                domain: cookie.get("domain").and_then(Value::as_str).and_then(host),
                purpose: text(cookie, "en_us"),
                category: category_of(group),
                lifetime: text(cookie, "expire").and_then(|words| lifetime(&words, languages)),
                group: Some(group.clone()),
                ..Listed::default()
            });
        }
    }
    Some(listed)
}
