//! The configuration of orestbida's cookieconsent: `{categories: {<id>: {autoClear: {cookies: [{name, domain}]}, services}}}`.

use super::listed::{Listed, category_of, glob, host};
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let categories = value.get("categories")?.as_object()?;
    let mut listed = Vec::new();
    for (id, category) in categories {
        let own = category
            .pointer("/autoClear/cookies")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|cookie| (cookie, None));
        let services = category.get("services").and_then(Value::as_object).into_iter().flatten();
        let of_services = services.flat_map(|(service, settings)| {
            let cookies = settings.get("cookies").and_then(Value::as_array).into_iter().flatten();
            cookies.map(move |cookie| (cookie, Some(service.clone())))
        });
        for (cookie, service) in own.chain(of_services) {
            let Some(name) = cookie.get("name").and_then(Value::as_str) else { continue };
            listed.push(Listed {
                name: glob(name),
                domain: cookie.get("domain").and_then(Value::as_str).and_then(host),
                service,
                category: category_of(id),
                group: Some(id.clone()),
                ..Listed::default()
            });
        }
    }
    Some(listed)
}
