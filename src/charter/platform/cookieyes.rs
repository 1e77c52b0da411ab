//! CookieYes' in-page configuration: `_ckyConfig = {"_categories": [{"name", "slug", "cookies": [{"cookieID", "domain"}]}]}`.

use super::listed::{Listed, category_of, host, lifetime, name_of, text};
use crate::charter::lexicon::Languages;
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let categories = value.get("_categories").or(value.get("categories"))?.as_array()?;
    let mut listed = Vec::new();
    for group in categories {
        let slug = group.get("slug")?.as_str()?;
        for cookie in group.get("cookies").and_then(Value::as_array).into_iter().flatten() {
            let Some(name) = ["cookieID", "cookie_id", "name"].into_iter().find_map(|key| name_of(cookie, key)) else {
                continue;
            };
            listed.push(Listed {
                name,
                domain: cookie.get("domain").and_then(Value::as_str).and_then(host),
                purpose: text(cookie, "description"),
                category: category_of(slug),
                lifetime: text(cookie, "duration").and_then(|words| lifetime(&words, Languages::of(None))),
                group: text(group, "name").or_else(|| Some(slug.to_owned())),
                ..Listed::default()
            });
        }
    }
    Some(listed)
}
