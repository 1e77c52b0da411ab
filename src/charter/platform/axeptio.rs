//! Axeptio's project: `{cookies: [{name, steps: [{name, vendors: [{name, …}]}]}]}`.
//!
//! A step is a page of its dialog, a vendor a service. It names no cookie, unless a vendor brings its disclosure along.

use super::disclosure;
use super::listed::{Listed, category_of, text};
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let banners = value.get("cookies")?.as_array()?;
    let steps: Vec<&Value> = banners.iter().filter_map(|banner| banner.get("steps")?.as_array()).flatten().collect();
    (!steps.is_empty()).then_some(())?;
    let mut listed = Vec::new();
    for step in steps {
        let group = text(step, "title").or_else(|| text(step, "name"));
        for vendor in step.get("vendors").and_then(Value::as_array).into_iter().flatten() {
            let named = Listed {
                provider: text(vendor, "company"),
                service: text(vendor, "title").or_else(|| text(vendor, "name")),
                purpose: text(vendor, "shortDescription"),
                category: text(step, "name").and_then(|name| category_of(&name)),
                group: group.clone(),
                ..Listed::default()
            };
            listed.extend(disclosure::embedded(vendor, &named));
        }
    }
    Some(listed)
}
