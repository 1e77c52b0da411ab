//! What the manifest, the packages and the pages for people say of one another.

use super::{json, place, text};
use serde_json::Value;
use std::collections::BTreeSet;

/// Every text in a value, however deep.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(all) => all.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_path_of_the_manifest_exists() {
    let manifest = json("manifest.json");
    let paths = texts(&manifest).into_iter().filter(|text| text.starts_with("extension/")).collect::<Vec<_>>();
    assert!(paths.len() > 3, "{paths:?}");
    for path in paths {
        assert!(place(path).is_file(), "{path} is named in the manifest and not there");
    }
}

#[test]
fn there_is_one_version() {
    assert_eq!(json("manifest.json")["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn every_permission_is_explained_and_nothing_else() {
    let manifest = json("manifest.json");
    let asked = ["permissions", "host_permissions", "optional_permissions", "optional_host_permissions"];
    let asked = asked.iter().flat_map(|key| texts(&manifest[key])).collect::<BTreeSet<_>>();
    let privacy = text("PRIVACY.md");
    let explained = privacy.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'));
    assert_eq!(asked, explained.collect::<BTreeSet<_>>());
}

#[test]
fn the_glue_is_of_the_version_of_the_core() {
    let version = |manifest: &str, name: &str| {
        let manifest = text(manifest);
        let line = manifest
            .lines()
            .find(|line| line.starts_with(&format!("{name} ")) || line.starts_with(&format!("{name}=")));
        let line = line.unwrap_or_else(|| panic!("{name} is not pinned"));
        line.split('"').find(|part| part.starts_with('=')).unwrap_or_else(|| panic!("{line} is not exact")).to_owned()
    };
    let glue = version("xtask/Cargo.toml", "wasm-bindgen-cli-support");
    assert_eq!(glue, version("Cargo.toml", "wasm-bindgen"));
}

#[test]
fn the_popup_draws_the_icon_as_it_is() {
    let icon = text("extension/icons/icon.svg");
    let (_, drawing) = icon.trim().split_once(" viewBox=").unwrap();
    let popup = text("extension/popup/popup.html");
    assert!(popup.contains(drawing), "extension/icons/icon.svg is drawn otherwise in extension/popup/popup.html");
}
