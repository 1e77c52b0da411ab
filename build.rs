//! Packs public data into compact tables, and makes the words of the lexicons ready, before the library is compiled.

#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files and runs cargo")]

#[path = "src/cookie/domain/punycode.rs"]
mod punycode;

#[path = "build/suffixes.rs"]
mod suffixes;

#[path = "build/lexicon.rs"]
mod lexicon;

#[path = "src/text/mod.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the library has more to do with texts than cutting the words of its lexicon"
)]
mod text;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed={LEXICON}");
    println!("cargo::rerun-if-changed=src/text");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let rules = fs::read_to_string(package("psl")?.join("data/rules.txt"))?;
    fs::write(out.join("suffixes.rs"), suffixes::table(&rules))?;
    // The rules themselves, for the test that looks every one of them up.
    fs::write(out.join("suffix-rules.txt"), rules)?;
    write_lexicon(&out)
}

/// The folder of the words of each language.
const LEXICON: &str = "src/charter/lexicon";

/// Writes the words of each language as Rust source.
fn write_lexicon(out: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(LEXICON)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let words = fs::read_to_string(&path)?;
            let words = serde_json::from_str(&words).map_err(|error| format!("{}: {error}", path.display()))?;
            let language = path.file_stem().ok_or("a file has a name")?;
            fs::write(out.join(language).with_extension("rs"), lexicon::value(&words))?;
        }
    }
    Ok(())
}

/// The folder of a package that Cargo.lock names, downloaded if it is not there yet.
fn package(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let metadata = |offline: &[&str]| -> Result<Vec<u8>, Box<dyn Error>> {
        let mut cargo = Command::new(env::var("CARGO")?);
        cargo.args(["metadata", "--format-version=1"]).args(offline).current_dir(env::var("CARGO_MANIFEST_DIR")?);
        let output = cargo.output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() { Ok(output.stdout) } else { Err(said.into()) }
    };
    let metadata = metadata(&["--offline"]).or_else(|_| metadata(&[]))?;
    let metadata: serde_json::Value = serde_json::from_slice(&metadata)?;
    let packages = metadata.get("packages").and_then(serde_json::Value::as_array).ok_or("cargo names no packages")?;
    let package = packages.iter().find(|package| package.get("name").is_some_and(|found| found == name));
    let manifest = package.and_then(|package| package.get("manifest_path")?.as_str());
    let manifest = manifest.ok_or_else(|| format!("{name} is not in Cargo.lock"))?;
    Ok(Path::new(manifest).parent().ok_or("a manifest stands in a folder")?.to_owned())
}
