//! A list of sites through two real WebDriver servers, one of which is killed half-way: how long it takes, and that every site
//! is in once, with what its kind has.

use crate::session::Driver;
use crate::site::{SHOWN, Sites};
use crate::{command, place};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

const SITES: usize = 200;
const JOBS: &str = "4";

/// Visits the list and prints what became of it.
///
/// # Errors
/// A site is lost, doubled, failed, or has less than the others of its kind.
#[tokio::main]
pub(super) async fn visiting() -> Result<()> {
    // The browsers take the time: an optimised build would only be waited for.
    command::run(&mut command::cargo(&["build", "--quiet", "--package=cookie-charter"]))?;
    let folder = place::target().join("sites");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let sites = Sites::start(0).await?;
    // `opendata-17.localhost` is a site of its own that answers as `opendata.localhost` does.
    let addresses: Vec<String> = (0..SITES)
        .zip(SHOWN.iter().cycle())
        .map(|(number, kind)| sites.address(&format!("{kind}-{number}"), "/"))
        .collect();
    let list = folder.join("sites.txt");
    fs::write(&list, addresses.join("\n"))?;
    let mut servers = [Driver::start(&["chromedriver"]).await?, Driver::start(&["chromedriver"]).await?];
    let start = Instant::now();
    let mut run = Command::new(place::target().join("debug/cookie-charter"))
        .args(["visit", "--jobs", JOBS, "--sites"])
        .arg(&list)
        .arg("--folder")
        .arg(folder.join("evidence"))
        .args(["--webdriver", &servers[0].address(), &servers[1].address()])
        .env("LC_ALL", "C")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("cannot start the command line")?;
    let mut told = BufReader::new(run.stderr.take().context("it says nothing")?).lines();
    let mut done = 0;
    while let Some(line) = told.next_line().await? {
        println!("{line}");
        done += usize::from(line.contains("] http"));
        if done == SITES / 2 {
            println!("one of the two servers is killed, with its browsers");
            servers[0].end();
            done += 1;
        }
    }
    run.wait().await?;
    let seconds = start.elapsed().as_secs_f64();
    let again = judge(&folder.join("evidence/results.jsonl"), &addresses)?;
    #[expect(clippy::cast_precision_loss, reason = "a few hundred sites")]
    let rate = SITES as f64 / seconds * 60.0;
    println!(
        "{SITES} sites, {JOBS} at a time, two servers, one killed after {}: {seconds:.0} s, {rate:.0} a minute; {again} taken again; \
         none lost, none doubled, each with all that its kind has",
        SITES / 2
    );
    Ok(())
}

/// Holds the results to the list, and tells how many sites were tried more than once.
fn judge(results: &Path, addresses: &[String]) -> Result<usize> {
    let text = fs::read_to_string(results)?;
    let lines: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let text = |line: &Value, key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let visited: BTreeSet<String> = lines.iter().map(|line| text(line, "site")).collect();
    if lines.len() != addresses.len() || visited != addresses.iter().cloned().collect() {
        bail!("{} results for {} of {} sites", lines.len(), visited.len(), addresses.len());
    }
    let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in &lines {
        let kind = text(line, "site").split(['/', '-']).nth(2).unwrap_or_default().to_owned();
        let numbers = ["outcome", "declared", "undeclared", "thirdParty", "raised"];
        let numbers = numbers.map(|key| line.get(key).cloned().unwrap_or_default().to_string()).join(" ");
        kinds.entry(kind).or_default().insert(numbers);
        let report = Path::new(&text(line, "folder")).join("before/report.json");
        if !report.is_file() {
            bail!("{}: no report at {}", text(line, "site"), report.display());
        }
    }
    if let Some((kind, different)) = kinds.iter().find(|(_, different)| different.len() != 1) {
        bail!("sites of one kind differ: {kind}: {different:?}");
    }
    for (kind, same) in &kinds {
        println!(
            "{kind}: outcome, declared, undeclared, third-party, raised: {}",
            same.iter().cloned().collect::<String>()
        );
    }
    Ok(lines.iter().filter(|line| line.get("tries").and_then(Value::as_u64).is_some_and(|tries| tries > 1)).count())
}
