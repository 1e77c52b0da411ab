//! tarteaucitron.js: services a page defines itself (`tarteaucitron.services.x = {type, name, cookies: […]}`), those of
//! them it uses (`tarteaucitron.job … push('x')`) when it says so.

use super::listed::Listed;
use super::literal;
use crate::charter::Category;
use serde_json::Value;

const MARKER: &str = "tarteaucitron.services.";

pub(super) fn read(script: &str) -> Vec<Listed> {
    if memchr::memmem::find(script.as_bytes(), MARKER.as_bytes()).is_none() {
        return Vec::new();
    }
    let used: Vec<&str> = jobs(script).collect();
    let mut listed = Vec::new();
    for part in script.split(MARKER).skip(1) {
        let Some((key, rest)) = part.split_once('=') else { continue };
        let key = key.trim();
        if !key.chars().all(|character| character.is_alphanumeric() || character == '_')
            || !used.is_empty() && !used.contains(&key)
        {
            continue;
        }
        let Some((service, _)) = literal::parse(rest.trim_start()) else { continue };
        let kind = service.get("type").and_then(Value::as_str).unwrap_or_default();
        for name in service.get("cookies").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            listed.push(Listed {
                name: name.to_owned(),
                service: service.get("name").and_then(Value::as_str).map(str::to_owned),
                category: category(kind),
                group: Some(kind.to_owned()).filter(|kind| !kind.is_empty()),
                ..Listed::default()
            });
        }
    }
    listed
}

/// The services a page asks for.
fn jobs(script: &str) -> impl Iterator<Item = &str> {
    script.split("tarteaucitron.job").skip(1).filter_map(|part| {
        let (_, pushed) = part.split_once(".push(").filter(|(before, _)| before.len() < 60)?;
        pushed.trim_start().split(['\'', '"']).nth(1)
    })
}

fn category(kind: &str) -> Option<Category> {
    match kind {
        "analytic" => Some(Category::Statistics),
        "ads" | "social" => Some(Category::Marketing),
        "video" | "api" | "support" | "comment" => Some(Category::Functional),
        _ => None,
    }
}
