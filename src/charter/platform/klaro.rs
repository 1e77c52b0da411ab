//! Klaro's configuration: `{services: [{name, title, purposes, required, cookies: ["literal", /regexp/, [/regexp/, path, domain]]}]}`.

use super::listed::{Listed, category_of, glob, host, text};
use super::lists::{Script, path};
use crate::charter::Category;
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let services = value.get("services").or(value.get("apps"))?.as_array()?;
    services
        .iter()
        .any(|service| service.get("name").is_some() && service.get("purposes").or(service.get("cookies")).is_some())
        .then_some(())?;
    let mut listed = Vec::new();
    for service in services {
        let purposes =
            service.get("purposes").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let is_required = service.get("required").and_then(Value::as_bool) == Some(true);
        let category = purposes.clone().find_map(category_of).or(is_required.then_some(Category::Necessary));
        listed.extend(cookies(service).map(|(name, domain)| Listed {
            name,
            domain,
            service: text(service, "title").or_else(|| text(service, "name")),
            purpose: text(service, "description"),
            category,
            group: purposes.clone().next().map(str::to_owned),
            ..Listed::default()
        }));
    }
    Some(listed)
}

/// The names of a service or purpose, and the host where one is given.
pub(super) fn cookies(of: &Value) -> impl Iterator<Item = (String, Option<String>)> + '_ {
    of.get("cookies").and_then(Value::as_array).into_iter().flatten().filter_map(|cookie| match cookie {
        Value::String(pattern) => Some((glob(pattern), None)),
        Value::Array(parts) => {
            let name = parts.first()?.as_str()?;
            Some((glob(name), parts.get(2).and_then(Value::as_str).and_then(host)))
        }
        _ => None,
    })
}

/// Klaro's or Orejime's configuration in a script of its own, named after it (`klaro-config.js`).
pub(super) fn address(scripts: &[Script], base: &str) -> Option<String> {
    let mut sources = scripts.iter().filter_map(|script| script.source(base));
    sources.find(|source| {
        let file = path(source).rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        (file.contains("klaro") || file.contains("orejime")) && file.contains("conf") && file.ends_with(".js")
    })
}
