//! The IAB's device storage disclosure: `{"disclosures": [{"identifier", "type", "maxAgeSeconds", "domains", "purposes"}]}`.
//!
//! Source: IAB Europe, Vendor Device Storage & Operational Disclosures, v1.1.

use super::listed::{Listed, category_of, host, name_of, seconds, text};
use crate::charter::{Category, Kind};
use serde_json::Value;

/// Ten years: beyond it a maximum age is written in milliseconds, as the specification's own example is.
const LONGEST: u64 = 315_569_520;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let disclosures = value.get("disclosures")?.as_array()?;
    let has_shape =
        disclosures.first().is_none_or(|first| first.get("identifier").is_some() && first.get("type").is_some());
    has_shape.then(|| disclosures.iter().filter_map(one).collect())
}

/// The disclosures that a service embeds, each with what the service says of itself.
pub(super) fn embedded<'a>(storage: &'a Value, service: &'a Listed) -> impl Iterator<Item = Listed> + 'a {
    let disclosures = storage.get("disclosures").and_then(Value::as_array).into_iter().flatten();
    disclosures.filter_map(one).map(|cookie| {
        let slug = service.group.as_deref().and_then(category_of);
        Listed {
            provider: service.provider.clone(),
            service: service.service.clone(),
            purpose: cookie.purpose.or_else(|| service.purpose.clone()),
            category: service.category.or(slug).or(cookie.category),
            group: service.group.clone(),
            ..cookie
        }
    })
}

/// One disclosure. `None` for what is no browser storage.
fn one(disclosure: &Value) -> Option<Listed> {
    let name = name_of(disclosure, "identifier")?;
    let kind = match disclosure.get("type")?.as_str()? {
        "cookie" => Kind::Cookie,
        "web" => Kind::LocalStorage,
        _ => return None,
    };
    let age = disclosure.get("maxAgeSeconds").and_then(|age| age.as_u64().or_else(|| age.as_i64().map(|_| 0)));
    let age = age.map(|age| if age > LONGEST { age / 1_000 } else { age });
    let lifetime = age.filter(|_| kind == Kind::Cookie).map(|age| seconds(age, format!("{age} s")));
    let domains = disclosure.get("domains").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let domain = domains.chain(disclosure.get("domain").and_then(Value::as_str)).find_map(host);
    Some(Listed {
        name,
        kind: Some(kind),
        domain,
        purpose: text(disclosure, "description"),
        category: category(disclosure),
        lifetime,
        ..Listed::default()
    })
}

/// Purposes of the Transparency & Consent Framework: 2–4 and 7 are advertising, 8–10 measurement, 5, 6 and 11 content.
fn category(disclosure: &Value) -> Option<Category> {
    let purposes: Vec<u64> = disclosure.get("purposes")?.as_array()?.iter().filter_map(Value::as_u64).collect();
    let has = |wanted: &[u64]| wanted.iter().any(|purpose| purposes.contains(purpose));
    match () {
        () if purposes.is_empty() => Some(Category::Necessary),
        () if has(&[2, 3, 4, 7]) => Some(Category::Marketing),
        () if has(&[8, 9, 10]) => Some(Category::Statistics),
        () if has(&[5, 6, 11]) => Some(Category::Functional),
        () => None,
    }
}
