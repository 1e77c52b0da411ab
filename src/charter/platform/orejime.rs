//! Orejime's configuration: `{purposes: [{id, title, description, cookies, isMandatory, isExempt, purposes: […]}]}`, nested.

use super::klaro::cookies;
use super::listed::{Listed, category_of, text};
use crate::charter::Category;
use serde_json::Value;

/// Purposes are nested two or three deep.
const DEEPEST: usize = 8;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let purposes = value.get("purposes")?.as_array()?;
    purposes
        .iter()
        .any(|purpose| purpose.get("id").is_some() && purpose.get("cookies").or(purpose.get("purposes")).is_some())
        .then_some(())?;
    let mut listed = Vec::new();
    for purpose in purposes {
        add(purpose, None, 0, &mut listed);
    }
    Some(listed)
}

fn add(purpose: &Value, above: Option<Category>, depth: usize, listed: &mut Vec<Listed>) {
    let title = text(purpose, "title");
    let is_mandatory = purpose.get("isMandatory").and_then(Value::as_bool) == Some(true);
    let named = title.as_deref().and_then(category_of).or_else(|| text(purpose, "id").and_then(|id| category_of(&id)));
    let category = named.or(is_mandatory.then_some(Category::Necessary)).or(above);
    listed.extend(cookies(purpose).map(|(name, domain)| Listed {
        name,
        domain,
        service: title.clone(),
        purpose: text(purpose, "description"),
        category,
        group: title.clone(),
        ..Listed::default()
    }));
    for inner in purpose.get("purposes").and_then(Value::as_array).into_iter().flatten().filter(|_| depth < DEEPEST) {
        add(inner, category, depth + 1, listed);
    }
}
