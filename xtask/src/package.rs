//! `cargo xtask package`: the archives that the stores take, the same bytes from the same sources.

use crate::{build, place};
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// Builds, then writes one archive a browser into `target/package/`, and prints their sizes.
///
/// # Errors
/// The build failed, or a file could not be read or written.
pub fn package() -> Result<Vec<PathBuf>> {
    build::build()?;
    let folder = place::target().join("package");
    fs::create_dir_all(&folder)?;
    build::BROWSERS.iter().map(|browser| archive(browser, &folder)).collect()
}

fn archive(browser: &str, folder: &Path) -> Result<PathBuf> {
    let source = place::extension(browser);
    let path = folder.join(format!("cookie-charter-{}-{browser}.zip", env!("CARGO_PKG_VERSION")));
    let mut archive = ZipWriter::new(File::create(&path).with_context(|| format!("cannot write {}", path.display()))?);
    // The oldest date the format knows, one mode, sorted names: nothing of the machine or the moment gets in.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let (mut unpacked, mut wasm) = (0, 0);
    for file in build::files(&source)? {
        let bytes = fs::read(&file)?;
        let name = file.strip_prefix(&source)?.to_string_lossy().replace('\\', "/");
        unpacked += bytes.len();
        wasm += if file.extension().is_some_and(|it| it == "wasm") { bytes.len() } else { 0 };
        archive.start_file(name, options)?;
        archive.write_all(&bytes)?;
    }
    let packed = archive.finish()?.metadata()?.len();
    println!("{}: {packed} bytes packed, {unpacked} unpacked, {wasm} of them wasm", path.display());
    Ok(path)
}
