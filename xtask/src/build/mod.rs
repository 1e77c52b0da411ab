//! `cargo xtask build`: core → wasm → glue → locales → one unpacked folder a browser.

mod bundle;

use crate::session::chromium::KEY;
use crate::{command, install, place};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The browsers an extension folder is laid for.
pub const BROWSERS: [&str; 2] = ["chromium", "firefox"];

/// The folder of the copy that WebDriver sessions load into Chromium: the same, plus a key that fixes its id.
pub const KEYED: &str = "chromium-with-key";

/// Builds everything that is generated, and gives the folders that browsers load.
///
/// # Errors
/// The core does not compile, or a source of the extension is missing or malformed.
pub fn build() -> Result<Vec<PathBuf>> {
    install::target()?;
    println!("build: the core, for wasm");
    let wasm = core()?;
    glue(&wasm)?;
    locales()?;
    let folders = BROWSERS.iter().map(|browser| lay(browser)).collect::<Result<Vec<_>>>()?;
    lay(KEYED)?;
    for folder in &folders {
        println!("build: {} can be loaded unpacked", folder.display());
    }
    Ok(folders)
}

/// Builds the command line for tests, as its own tests do: what they built is not built again.
///
/// # Errors
/// It does not compile.
pub fn terminal() -> Result<PathBuf> {
    let arguments = ["build", "--quiet", "--package=cookie-charter", "--bin=cookie-charter", "--test=native"];
    command::run(&mut command::cargo(&arguments))?;
    Ok(place::target().join("debug/cookie-charter"))
}

/// Compiles the core. The crate is a plain library everywhere else, so the kind is asked for here.
fn core() -> Result<PathBuf> {
    let target = "wasm32-unknown-unknown";
    command::run(&mut command::cargo(&[
        "rustc",
        "--package=cookie-charter",
        "--lib",
        "--profile=wasm",
        &format!("--target={target}"),
        "--crate-type=cdylib",
    ]))?;
    Ok(place::target().join(target).join("wasm/cookie_charter.wasm"))
}

/// Writes the wasm and the script that loads it into `extension/wasm/`.
fn glue(wasm: &Path) -> Result<()> {
    let folder = place::root().join("extension/wasm");
    empty(&folder)?;
    Bindgen::new()
        .input_path(wasm)
        .web(true)
        .and_then(|bindgen| {
            bindgen.typescript(true).remove_producers_section(true).remove_name_section(true).generate(&folder)
        })
        .context("wasm-bindgen could not write the glue")
}

/// Writes `_locales/` from the `labels` of each language's words: browsers look for it beside the manifest alone.
fn locales() -> Result<()> {
    let folder = place::root().join("_locales");
    empty(&folder)?;
    for file in files(&place::root().join("src/report/words"))? {
        let Some(language) = file.file_stem().filter(|_| file.extension().is_some_and(|it| it == "json")) else {
            continue;
        };
        let words: Value = serde_json::from_str(&read(&file)?).with_context(|| format!("in {}", file.display()))?;
        let labels = words
            .get("labels")
            .and_then(Value::as_object)
            .with_context(|| format!("no labels in {}", file.display()))?;
        let messages = labels.iter().map(|(key, label)| message(key, label)).collect::<Result<Map<_, _>>>();
        let messages = messages.with_context(|| format!("in the labels of {}", file.display()))?;
        write(&folder.join(language).join("messages.json"), &pretty(&Value::Object(messages))?)?;
    }
    Ok(())
}

/// One entry of a `messages.json`. Browsers ignore a key with other characters, silently.
fn message(key: &str, label: &Value) -> Result<(String, Value)> {
    if key.is_empty() || !key.chars().all(|it| it.is_ascii_alphanumeric() || it == '_') {
        bail!("{key:?} cannot be the key of a message: letters, digits and _ only");
    }
    let label = label.as_str().with_context(|| format!("{key:?} is not a text"))?;
    Ok((key.to_owned(), json!({ "message": label })))
}

/// Lays the folder that one browser loads.
fn lay(browser: &str) -> Result<PathBuf> {
    let (root, folder) = (place::root(), place::extension(browser));
    empty(&folder)?;
    for name in ["extension", "_locales"] {
        copy(&root.join(name), &folder.join(name))?;
    }
    bundle::bundle(&folder)?;
    let manifest = serde_json::from_str(&read(&root.join("manifest.json"))?).context("in manifest.json")?;
    write(&folder.join("manifest.json"), &pretty(&exact(manifest, browser))?)?;
    Ok(folder)
}

/// The manifest without what the other browser alone reads. The one in the repository serves both.
pub fn exact(mut manifest: Value, browser: &str) -> Value {
    let Some(keys) = manifest.as_object_mut() else { return manifest };
    let (foreign, background) = match browser {
        "firefox" => ("minimum_chrome_version", "service_worker"),
        _ => ("browser_specific_settings", "scripts"),
    };
    keys.remove(foreign);
    if browser == KEYED {
        keys.insert("key".to_owned(), KEY.into());
    }
    if let Some(form) = keys.get_mut("background").and_then(Value::as_object_mut) {
        form.remove(background);
    }
    manifest
}

/// Every file of a folder, sorted by path, sub-folders included.
///
/// # Errors
/// The folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies what belongs in a package: neither types for the editor nor hidden files.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name.ends_with(".ts") || name == "package.json" || name == "tsconfig.json" {
            continue;
        }
        let copy = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().unwrap_or(to))?;
        fs::copy(&file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

/// Makes a folder that holds nothing, whatever was there.
///
/// # Errors
/// It cannot be removed or made.
pub fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(file))?;
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

fn pretty(value: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::{KEYED, exact, message};
    use serde_json::json;

    fn check(browser: &str, expected: &serde_json::Value) {
        let manifest = json!({
            "minimum_chrome_version": "125",
            "background": { "service_worker": "b.js", "scripts": ["b.js"], "type": "module" },
            "browser_specific_settings": { "gecko": { "id": "a@b" } },
        });
        let mut manifest = exact(manifest, browser);
        if browser == KEYED {
            assert!(manifest.as_object_mut().unwrap().remove("key").is_some(), "the driven copy has its id fixed");
        }
        assert_eq!(&manifest, expected, "{browser}");
    }

    #[test]
    fn a_manifest_keeps_what_its_browser_reads() {
        let chromium =
            json!({ "minimum_chrome_version": "125", "background": { "service_worker": "b.js", "type": "module" } });
        check("chromium", &chromium);
        check(KEYED, &chromium);
        check(
            "firefox",
            &json!({
                "background": { "scripts": ["b.js"], "type": "module" },
                "browser_specific_settings": { "gecko": { "id": "a@b" } },
            }),
        );
    }

    #[test]
    fn a_message_has_a_key_that_browsers_accept() {
        assert_eq!(message("state_no", &json!("Non")).unwrap(), ("state_no".to_owned(), json!({ "message": "Non" })));
        assert!(message("state-no", &json!("Non")).is_err());
        assert!(message("state", &json!(3)).is_err());
    }
}
