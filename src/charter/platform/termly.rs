//! Termly's cookie list: `{"cookies": {"essential": [{"name", "tracker_type", "domain", "expire", "en_us", …}], …}}`.
//! Its `value` holds what a scan captured: it is not looked at.

use super::listed::{Listed, category_of, host, lifetime, name_of, text};
use super::lists::{Script, is_id, origin, path};
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

/// The documents of the site, named by the tag of its script.
pub(super) fn address(scripts: &[Script], base: &str) -> Option<String> {
    scripts.iter().find_map(|script| {
        let source = script.source(base)?;
        let path = path(&source);
        let id = match path.split_once("/resource-blocker/") {
            Some((_, id)) => id.to_owned(),
            None => script.attribute("data-website-uuid").filter(|_| path.ends_with("/embed.min.js"))?,
        };
        let origin = origin(&source)?;
        is_id(&id).then(|| format!("{origin}/api/v1/snippets/websites/{id}"))
    })
}

/// The cookies of the document that is the cookie policy, in the list of a site's documents.
pub(super) fn of_index(index: &Value, address: &str) -> Option<String> {
    let mut documents = index.get("documents")?.as_array()?.iter();
    let is_policy =
        |document: &&Value| text(document, "name").is_some_and(|name| name.to_lowercase().contains("cookie"));
    let id = text(documents.find(is_policy)?, "uuid").filter(|id| is_id(id))?;
    Some(format!("{}/documents/{id}/cookies", address.trim_end_matches('/')))
}
