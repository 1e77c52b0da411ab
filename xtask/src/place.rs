//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The repository's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target folder, where everything generated goes that need not stand beside `manifest.json`.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The unpacked extension for one browser (`chromium`, `firefox`).
pub fn extension(browser: &str) -> PathBuf {
    target().join("extension").join(browser)
}

/// Where the node packages are installed.
pub fn node() -> PathBuf {
    target().join("node")
}

/// The environment that the Python packages are installed into.
pub fn python() -> PathBuf {
    target().join("python")
}

/// Where the browsers under test keep what a person's browser keeps in its profile.
pub fn profiles() -> PathBuf {
    target().join("profiles")
}
