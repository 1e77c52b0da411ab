//! Borlabs Cookie's in-page list: `{"essential": {"<id>": {"cookieNameList": {"name": "name"}}}, "statistics": {…}}`,
//! bare or under `cookies`.

use super::listed::{Listed, category_of};
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let groups = value.get("cookies").unwrap_or(value).as_object()?;
    let mut listed = Vec::new();
    let mut has_lists = false;
    for (group, services) in groups {
        for (service, settings) in services.as_object().into_iter().flatten() {
            let Some(names) = settings.get("cookieNameList") else { continue };
            has_lists = true;
            for name in names.as_object().into_iter().flat_map(|names| names.keys()) {
                listed.push(Listed {
                    name: name.clone(),
                    service: Some(service.clone()),
                    category: category_of(group),
                    group: Some(group.clone()),
                    ..Listed::default()
                });
            }
        }
    }
    has_lists.then_some(listed)
}
