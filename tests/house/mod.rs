//! The house itself: layers, names, tables and versions that must agree.

mod layer;
mod paper;
mod rule;
mod word;

use std::fs;
use std::path::{Path, PathBuf};

/// A file or folder of the repository.
fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(place(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(path: &str) -> serde_json::Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names in a folder, sorted, hidden ones left out.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(place(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names = names.filter(|name| !name.starts_with('.')).collect::<Vec<_>>();
    names.sort();
    names
}

/// Every file below a folder whose name ends so, as paths from the repository's top, sorted.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in names(folder) {
        let path = format!("{folder}/{name}");
        if place(&path).is_dir() {
            found.extend(files(&path, ending));
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found
}
