//! `cargo xtask new-rule NAME`: lays the five things that a rule consists of, ready to be filled in.

use crate::{build, place};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

const CHARTER: &str = r#"{
  "schema": "cookie-charter/charter/1",
  "source": { "address": "https://opendata.example/charte-cookies", "sha256": "" },
  "language": "fr",
  "declarations": [],
  "claims": [],
  "doubts": []
}
"#;

const VISIT: &str = r#"{
  "schema": "cookie-charter/visit/1",
  "site": "https://opendata.example/",
  "now": 1795442400,
  "stage": "unknown",
  "cookies": [],
  "storage": []
}
"#;

/// Writes file, table row, fixture and words of a rule (`outlives-thirteen-months`), and says what is left to do.
///
/// # Errors
/// The name is no rule's name, or is taken; or a file could not be written.
pub fn new_rule(id: &str) -> Result<()> {
    if id.is_empty() || !id.split('-').all(|word| !word.is_empty() && word.chars().all(|it| it.is_ascii_lowercase())) {
        bail!("{id:?}: a rule's name completes \"this cookie …\" or names what the charter lacks, in kebab-case");
    }
    let file = root(&format!("src/audit/rules/{}.rs", id.replace('-', "_")));
    if file.exists() {
        bail!("{} is there already", file.display());
    }
    fs::write(&file, code(id))?;
    register(id)?;
    let fixture = root(&format!("tests/rules/{id}"));
    fs::create_dir_all(fixture.join("silent"))?;
    for folder in [fixture.clone(), fixture.join("silent")] {
        fs::write(folder.join("charter.json"), CHARTER)?;
        fs::write(folder.join("visit.json"), VISIT)?;
    }
    let languages = root("src/report/words");
    for file in build::files(&languages)?.iter().filter(|file| file.extension().is_some_and(|end| end == "json")) {
        words(id, file)?;
    }
    println!("new-rule: write {}", file.display());
    println!(
        "new-rule: in {}, make the rule speak; in silent/, the nearest case in which it does not",
        fixture.display()
    );
    println!("new-rule: replace each TODO in {}", languages.join("*.json").display());
    println!("new-rule: UPDATE_EXPECT=1 cargo test, then read the difference; README has its row too");
    Ok(())
}

fn code(id: &str) -> String {
    format!(
        "//! `{id}`: TODO.\n//!\n//! ## What it checks\n//! TODO.\n//!\n//! ## Why it matters\n//! TODO, with the source.\n//!\n\
         //! ## Example\n//! TODO.\n//!\n//! ## When it stays silent\n//! TODO.\n\n\
         use super::{{Answer, Ask, Rule}};\nuse crate::audit::Severity;\nuse crate::audit::case::{{Case, Held}};\n\n\
         /// TODO.\npub(super) const RULE: Rule = Rule {{ id: \"{id}\", severity: Severity::Notice, also: &[], ask: Ask::Cookie(check) }};\n\n\
         fn check(_held: &Held<'_>, _case: &Case<'_>) -> Option<Answer> {{\n    None\n}}\n"
    )
}

/// Adds the rule to the list of modules, sorted, and to the end of the table.
fn register(id: &str) -> Result<()> {
    let name = id.replace('-', "_");
    let file = root("src/audit/rules/mod.rs");
    let code = fs::read_to_string(&file)?;
    let (modules, others): (Vec<_>, Vec<_>) = code.lines().partition(|line| line.starts_with("mod "));
    let first = code.lines().position(|line| line.starts_with("mod ")).context("the table has no rule yet")?;
    let mut modules = modules.into_iter().map(str::to_owned).collect::<Vec<_>>();
    modules.push(format!("mod {name};"));
    modules.sort();
    let mut lines = others.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let start = lines.iter().position(|line| line.starts_with("pub const RULES")).context("no table of rules")?;
    let end = lines.iter().skip(start).position(|line| line == "];").context("the table has no end")?;
    lines.insert(start + end, format!("    {name}::RULE,"));
    lines.splice(first..first, modules);
    Ok(fs::write(file, lines.join("\n") + "\n")?)
}

/// Adds the rule's words at the end of the rules, which come last in each file.
fn words(id: &str, file: &Path) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let rules = text.trim_end().strip_suffix("\n    }\n  }\n}").context("the words do not end with the rules")?;
    let parts = ["title", "observed", "why", "visitor", "owner"].map(|part| format!("      \"{part}\": \"TODO\""));
    Ok(fs::write(file, format!("{rules}\n    }},\n    \"{id}\": {{\n{}\n    }}\n  }}\n}}\n", parts.join(",\n")))?)
}

fn root(path: &str) -> PathBuf {
    place::root().join(path)
}
