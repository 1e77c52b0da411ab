//! Writes the table of hosts and companies from npm's `third-party-web` (MIT).
//!
//! The table is kept in the repository, with its notice, so that building needs neither npm nor a network beyond Cargo's.

use crate::command::{output, program, run};
use crate::place;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

/// The package the table is made of.
const PACKAGE: &str = "third-party-web@0.30.0";

/// Fetches the package with npm and rewrites `src/knowledge/hosts.txt`.
///
/// # Errors
/// npm or tar is missing or fails, or the package has another form than expected.
pub fn write() -> Result<()> {
    let folder = place::root().join("target/third-party-web");
    fs::create_dir_all(&folder)?;
    let archive = output(program("npm", &["pack", "--silent", PACKAGE]).current_dir(&folder))?;
    run(program("tar", &["-xzf", archive.trim()]).current_dir(&folder))?;
    let package = |file: &str| fs::read_to_string(folder.join("package").join(file));
    let entities = serde_json::from_str(&package("dist/entities-nostats.json")?)?;
    let table = table(&entities).context("entities-nostats.json has another form")?;
    let licence: String =
        package("LICENSE")?.lines().map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect();
    let head = format!(
        "# Hosts and the companies behind them: company|use|domains. Written by `cargo xtask hosts` from npm's\n\
         # {PACKAGE} (https://github.com/patrickhulce/third-party-web), under its licence:\n#\n"
    );
    fs::write(place::root().join("src/knowledge/hosts.txt"), format!("{head}{licence}{table}"))?;
    Ok(())
}

/// One line an owner and use: `Company|use|domain domain`. The use is `m` (advertising, social networks, marketing),
/// `s` (audience measurement), `c` (consent) or `-`.
fn table(entities: &Value) -> Option<String> {
    let mut lines: BTreeMap<(String, char), Vec<String>> = BTreeMap::new();
    for entity in entities.as_array()? {
        let text = |key: &str| entity.get(key).and_then(Value::as_str);
        let company = text("company").or(text("name"))?.replace('|', "/");
        let used_for = match text("category")? {
            "ad" | "social" | "marketing" => 'm',
            "analytics" => 's',
            "consent-provider" => 'c',
            _ => '-',
        };
        let domains = entity.get("domains")?.as_array()?.iter().filter_map(Value::as_str);
        let domains = domains.map(|domain| domain.trim_start_matches("*.").to_lowercase());
        let domains: Vec<String> = domains.filter(|domain| domain.contains('.') && company != "Unknown").collect();
        lines.entry((company, used_for)).or_default().extend(domains);
    }
    let mut table = String::new();
    lines.retain(|_, domains| !domains.is_empty());
    for ((company, used_for), mut domains) in lines {
        domains.sort();
        domains.dedup();
        let _ = writeln!(table, "{company}|{used_for}|{}", domains.join(" "));
    }
    Some(table)
}
