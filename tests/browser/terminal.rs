//! The command line beside the extension: one visit, the same findings; and a list of sites through two WebDriver servers.

use crate::visit::report;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::Command;
use xtask::session::{Browser, Driver, Opening, Session};
use xtask::site::Sites;
use xtask::{command, place};

/// The command, built from the same sources as the extension; in English.
fn terminal() -> Result<Command> {
    command::run(&mut command::cargo(&[
        "build",
        "--quiet",
        "--package=cookie-charter",
        "--bin=cookie-charter",
        "--test=native",
    ]))?;
    let mut command = Command::new(place::root().join("target/debug/cookie-charter"));
    command.env("LC_ALL", "C").kill_on_drop(true);
    Ok(command)
}

/// A folder of this test, empty.
fn folder(name: &str) -> Result<PathBuf> {
    let folder = place::root().join("target/terminal").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

async fn output(arguments: &[&str]) -> Result<Output> {
    let output = terminal()?.args(arguments).output().await?;
    assert_ne!(output.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output)
}

/// What the extension exports of a visit is what the command line makes of it, byte for byte, in every format.
async fn an_export(browser: Browser) -> Result<()> {
    let (sites, folder) = (Sites::start(0).await?, folder(&format!("export-{}", browser.name()))?);
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    // From the second look on, the visit says which charter was there the last time.
    report(&session, &tab).await?;
    let exported = async |format: &str| -> Result<String> {
        let ask = json!({ "ask": "export", "format": format, "tab": tab.id, "language": "fr" });
        let answer = session.ask(ask).await?;
        Ok(answer["text"].as_str().with_context(|| answer.to_string())?.to_owned())
    };
    let file = folder.join("report.json");
    fs::write(&file, exported("json").await?)?;
    let file = file.to_string_lossy();
    for format in ["json", "csv", "html", "markdown", "sarif"] {
        let ran = output(&["audit", "--cookies", &file, "--format", format, "--language", "fr"]).await?;
        // The extension reads the tab for each export: its moment is the only difference.
        let text = timeless(&exported(format).await?);
        let made = timeless(&String::from_utf8(ran.stdout)?);
        let parts = made.lines().zip(text.lines()).find(|(made, exported)| made != exported);
        assert_eq!(parts, None, "{format}");
        assert_eq!(made.len(), text.len(), "{format}");
        assert!(text.contains("ab_bucket"), "{format}");
    }
    session.close().await
}

/// Without the seconds since 1970, which are the only numbers of ten digits.
fn timeless(text: &str) -> String {
    let moments =
        |word: &str| word.len() == 10 && word.starts_with('1') && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut timeless = String::with_capacity(text.len());
    for part in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        timeless.push_str(if moments(word) { "MOMENT" } else { word });
        timeless.push_str(&part[word.len()..]);
    }
    timeless
}

/// Two real WebDriver servers, one of which is killed while it works: every site is done, once.
#[tokio::test]
async fn a_server_that_is_killed_costs_no_site() -> Result<()> {
    let (sites, folder) = (Sites::start(0).await?, folder("two-servers")?);
    let mut drivers =
        [Driver::start(&["chromedriver", "--port=0"]).await?, Driver::start(&["chromedriver", "--port=0"]).await?];
    let names = ["opendata", "mairie", "boutique", "spa", "jarre", "groupe", "document"];
    let addresses = names.map(|name| sites.address(name, "/"));
    let list = folder.join("sites.txt");
    fs::write(&list, addresses.join("\n"))?;
    let mut run = terminal()?
        .args(["visit", "--jobs", "2", "--settle", "0.2", "--sites"])
        .arg(&list)
        .arg("--folder")
        .arg(folder.join("evidence"))
        .args(["--webdriver", &drivers[0].address(), &drivers[1].address()])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut told = BufReader::new(run.stderr.take().context("it says nothing")?);
    let mut first = String::new();
    told.read_line(&mut first).await?;
    drivers[0].end();
    let mut rest = String::new();
    told.read_to_string(&mut rest).await?;
    run.wait().await?;
    let results = fs::read_to_string(folder.join("evidence/results.jsonl"))?;
    let lines: Vec<Value> = results.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut done: Vec<&str> = lines.iter().filter_map(|line| line["site"].as_str()).collect();
    done.sort_unstable();
    let mut expected: Vec<&str> = addresses.iter().map(String::as_str).collect();
    expected.sort_unstable();
    assert_eq!(done, expected, "{first}{rest}");
    assert!(lines.iter().all(|line| line["outcome"] != "failed"), "{first}{rest}");
    Ok(())
}

in_both_browsers!(an_export);
