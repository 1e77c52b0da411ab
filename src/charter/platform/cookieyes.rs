//! CookieYes' configuration, in the page or in the site's script on its host: `_ckyConfig = {"_categories": [{"name",
//! "slug", "cookies": [{"cookieID", "domain", "duration", "description"}]}]}`, or the array alone.

use super::listed::{Listed, category_of, host, lifetime, name_of, text};
use super::lists::{Script, path};
use crate::charter::lexicon::Languages;
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let categories = value.get("_categories").or(value.get("categories")).unwrap_or(value).as_array()?;
    categories.first()?;
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

/// The site's script on the platform's host, which holds its configuration.
pub(super) fn address(scripts: &[Script], base: &str) -> Option<String> {
    let mut sources = scripts.iter().filter_map(|script| script.source(base));
    sources.find(|source| source.contains("/client_data/") && path(source).ends_with("/script.js"))
}
