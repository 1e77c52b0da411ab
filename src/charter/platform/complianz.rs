//! Complianz' public list: `{"statistics": {"<service>": ["name", …]}, "marketing": {…}}`. Stars are cut from its names:
//! each is a beginning.

use super::listed::{Listed, category_of, text};
use super::lists::Script;
use super::literal;
use crate::charter::find;
use serde_json::Value;

/// Its categories; "necessary" is not served.
const CATEGORIES: &[&str] = &["preferences", "statistics", "statistics-anonymous", "marketing"];

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let groups = value.as_object()?;
    let known = !groups.is_empty() && groups.keys().all(|key| CATEGORIES.contains(&key.as_str()));
    known.then_some(())?;
    let mut listed = Vec::new();
    for (group, services) in groups {
        for (service, names) in services.as_object().into_iter().flatten() {
            for name in names.as_array().into_iter().flatten().filter_map(Value::as_str) {
                listed.push(Listed {
                    name: format!("{}*", name.trim_end_matches('*')),
                    service: Some(service.clone()),
                    category: category_of(group.trim_end_matches("-anonymous")),
                    group: Some(group.clone()),
                    ..Listed::default()
                });
            }
        }
    }
    Some(listed)
}

/// The public list of the site's own interface, whose address stands in the page (`complianz = {"url": …}`).
pub(super) fn address(scripts: &[Script], base: &str) -> Option<String> {
    let mut settings = scripts.iter().flat_map(|script| literal::assigned(script.body, "complianz"));
    let url = settings.find_map(|settings| text(&settings, "url"))?;
    let (interface, _) = url.split_once("/complianz/v1/")?;
    find::join(base, &format!("{interface}/complianz/v1/cookie_data"))
}
