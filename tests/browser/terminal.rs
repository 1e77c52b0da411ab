//! The command line beside the extension: one visit, the same findings; and a list of sites through two WebDriver servers.

use crate::visit::report;
use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use thirtyfour::By;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::Command;
use xtask::session::{Browser, Driver, Opening, Session};
use xtask::site::{SHOWN, Sites};
use xtask::{build, place};

/// The command, built from the same sources as the extension; in English.
fn terminal() -> Result<Command> {
    let mut command = Command::new(build::terminal()?);
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
    let first = session.visit(&sites.address("opendata", "/")).await?;
    // From the second visit on, the report says in how many of them each cookie was.
    report(&session, &first).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    let exported = async |format: &str| -> Result<String> {
        let ask = json!({ "ask": "export", "format": format, "tab": tab.id, "language": "fr" });
        let answer = session.ask(ask).await?;
        Ok(answer["text"].as_str().with_context(|| answer.to_string())?.to_owned())
    };
    let file = folder.join("report.json");
    let text = exported("json").await?;
    let schema = serde_json::from_str(&fs::read_to_string(place::root().join("schema/report.json"))?)?;
    jsonschema::draft202012::new(&schema)?
        .validate(&serde_json::from_str(&text)?)
        .map_err(|error| anyhow!("{error}"))?;
    fs::write(&file, text)?;
    let file = file.to_string_lossy();
    for format in ["json", "csv", "html", "markdown", "sarif"] {
        let ran = output(&["audit", "--cookies", &file, "--format", format, "--language", "fr"]).await?;
        // The extension reads the tab for each export: its moment is the only difference, and what is left of a lifetime then.
        let part = if format == "csv" { without_left } else { str::to_owned };
        let text = timeless(&part(&exported(format).await?));
        let made = timeless(&part(&String::from_utf8(ran.stdout)?));
        let parts = made.lines().zip(text.lines()).find(|(made, exported)| made != exported);
        assert_eq!(parts, None, "{format}");
        assert_eq!(made.len(), text.len(), "{format}");
        assert!(text.contains("ab_bucket"), "{format}");
        assert!(format != "json" || text.contains("\"seenIn\""), "{format}");
    }
    session.close().await
}

/// Two visits of their own, the extension's and the command line's, each in a fresh profile: the same findings about the
/// same cookies, equally grave, and the same declarations.
async fn a_visit_of_its_own(browser: Browser) -> Result<()> {
    let (sites, folder) = (Sites::start(0).await?, folder(&format!("own-{}", browser.name()))?);
    let names = SHOWN.into_iter().chain(["promesses"]);
    let addresses: Vec<String> = names.map(|site| sites.address(site, "/")).collect();
    // Both at once: neither knows of the other.
    let more = addresses.iter().map(String::as_str).chain(["--jobs", "2"]).collect::<Vec<_>>();
    let (own, session) = tokio::join!(visited(browser, &folder, &more), Session::open(Opening::headless(browser)));
    let (own, session) = (own?, session?);
    for address in &addresses {
        let own = own.iter().find(|line| line["site"] == **address).context("a site is lost")?;
        let own = at_stage(own, "before")?;
        let tab = session.visit(address).await?;
        session.ask(json!({ "ask": "stage", "stage": "before", "tab": tab.id })).await?;
        let mut seen = report(&session, &tab).await?["report"].take();
        if address.contains("spa") {
            // Its charter is written by a script. The command line opens it; the extension fetches it and finds nothing
            // there, until the person opens it in a tab.
            assert_eq!(
                (&own["summary"]["outcome"], &seen["summary"]["outcome"]),
                (&json!("audited"), &json!("charter-unreadable"))
            );
            session.visit(own["charter"]["source"]["address"].as_str().context("no charter")?).await?;
            seen = report(&session, &tab).await?["report"].take();
        }
        same(&own, &seen, address);
    }
    session.close().await
}

/// The stages of one site: each has its picture and its findings, a refusal that is not obeyed is raised, and what is there
/// after accepting is what the extension says it is. A click that cannot be made is told as what it is.
async fn the_stages_of_a_visit(browser: Browser) -> Result<()> {
    let (sites, folder) = (Sites::start(0).await?, folder(&format!("stages-{}", browser.name()))?);
    let address = sites.address("theatre", "/");
    let (clicked, barred) = (folder.join("clicked"), folder.join("barred"));
    let clicks = [address.as_str(), "--accept", "#accepter", "--refuse", "#refuser"];
    let (own, session) = tokio::join!(visited(browser, &clicked, &clicks), Session::open(Opening::headless(browser)));
    let (own, session) = (own?.remove(0), session?);
    assert_eq!((&own["outcome"], &own["error"]), (&json!("audited"), &Value::Null));
    let stages = ["before", "accepted", "refused"].map(|stage| (stage, at_stage(&own, stage)));
    let mut reports = Vec::new();
    for (stage, report) in stages {
        let report = report?;
        assert_eq!(report["visit"]["stage"], stage);
        let pack = Path::new(own["folder"].as_str().context("no evidence")?).join(stage);
        assert!(fs::read(pack.join("screenshot.png"))?.starts_with(b"\x89PNG"), "{stage}");
        // The frame of the booking is the site's own, and so is what it keeps.
        let kept = ["/host", "/name"].map(|key| report["visit"]["storage"][0].pointer(key).cloned());
        assert_eq!(kept, [Some(json!("cadre.theatre.localhost")), Some(json!("panier"))], "{stage}");
        reports.push(report);
    }
    let held = |report: &Value| -> Vec<String> {
        let cookies = report["visit"]["cookies"].as_array().cloned().unwrap_or_default();
        let own = cookies.iter().filter(|cookie| cookie["domain"] == "theatre.localhost");
        own.map(|cookie| format!("{} {}", cookie["name"], cookie["stage"]).replace('"', "")).collect()
    };
    let [before, accepted, refused] = &reports[..] else { anyhow::bail!("three stages") };
    assert_eq!(held(before), ["PHPSESSID before"]);
    let once = ["PHPSESSID before", "affiches accepted", "choix accepted", "mesure_visites accepted"];
    assert_eq!(held(accepted), once);
    assert_eq!(held(refused), ["PHPSESSID before", "choix refused", "mesure_visites refused"]);
    let has = |report: &Value, start: &str| findings(report).iter().any(|finding| finding.starts_with(start));
    assert!(
        has(accepted, "undeclared breach affiches") && !has(before, "undeclared breach"),
        "{:?}",
        findings(accepted)
    );
    assert!(has(refused, "after-refusal breach mesure_visites"), "{:?}", findings(refused));
    let columns: Vec<&Value> =
        accepted["visit"]["stages"].as_array().into_iter().flatten().map(|it| &it["stage"]).collect();
    assert_eq!(columns, ["before", "accepted"]);

    let barring = [address.as_str(), "--accept", "#derriere", "--refuse", "#cache"];
    let (told, tab) = tokio::join!(visited(browser, &barred, &barring), session.visit(&address));
    let (told, tab) = (told?.remove(0), tab?);
    let error = told["error"].as_str().context("it says nothing")?;
    assert!(error.contains("--accept #derriere: what it matches is covered"), "{error}");
    assert!(error.contains("--refuse #cache: what it matches stays hidden"), "{error}");
    assert_eq!(told["outcome"], "failed");
    at_stage(&told, "before")?;

    session.ask(json!({ "ask": "stage", "stage": "before", "tab": tab.id })).await?;
    report(&session, &tab).await?;
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.driver.find(By::Css("#accepter")).await?.click().await?;
    sites.asked("stats.tracker.localhost", "/pixel.svg").await?;
    session.ask(json!({ "ask": "stage", "stage": "accepted", "tab": tab.id })).await?;
    same(accepted, &report(&session, &tab).await?["report"].take(), &address);
    session.close().await
}

/// Two reports of one site, by whomever made: the same findings, numbers, storage and declarations.
fn same(own: &Value, seen: &Value, site: &str) {
    assert_eq!(findings(own), findings(seen), "{site}");
    assert_eq!(own["summary"], seen["summary"], "{site}");
    assert_eq!(own["visit"]["storage"], seen["visit"]["storage"], "{site}");
    // What is fetched and what is rendered is not the same to the byte: fingerprints may differ, declarations may not.
    assert_eq!(unhashed(&own["charter"]), unhashed(&seen["charter"]), "{site}");
}

/// The results of the command line's own visits, one a site.
async fn visited(browser: Browser, folder: &Path, arguments: &[&str]) -> Result<Vec<Value>> {
    let mut visit = terminal()?;
    visit.arg("visit").args(arguments).args(["--browser", browser.name(), "--settle", "0.3", "--folder"]).arg(folder);
    let output = visit.output().await?;
    let lines = fs::read_to_string(folder.join("results.jsonl"))?;
    let lines = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>();
    lines.context(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The report of one stage of a result.
fn at_stage(line: &Value, stage: &str) -> Result<Value> {
    let evidence = line["folder"].as_str().with_context(|| line.to_string())?;
    Ok(serde_json::from_str(&fs::read_to_string(Path::new(evidence).join(stage).join("report.json"))?)?)
}

/// A charter without the fingerprint of its text, and what that is of.
fn unhashed(charter: &Value) -> Value {
    let mut charter = charter.clone();
    charter["source"]["sha256"] = Value::Null;
    charter["source"]["textOf"] = Value::Null;
    charter
}

/// The findings of a report, one line each: the rule, how grave it is, and whose cookie, key or declaration it is about.
fn findings(report: &Value) -> Vec<String> {
    let one = |finding: &Value| {
        let text = |pointer: &str| finding.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let cookie =
            ["/cookie/name", "/cookie/domain", "/cookie/path", "/cookie/partition/topLevelSite", "/cookie/refused"];
        let other = ["/storage/kind", "/storage/host", "/storage/name", "/declaration/name"];
        let about = cookie.iter().chain(&other).map(|pointer| text(pointer)).filter(|it| !it.is_empty());
        [text("/rule"), text("/severity")].into_iter().chain(about).collect::<Vec<_>>().join(" ")
    };
    let mut all: Vec<String> = report["findings"].as_array().into_iter().flatten().map(one).collect();
    all.sort();
    all
}

/// A French table without its column of the seconds that are left of a lifetime.
fn without_left(table: &str) -> String {
    const BETWEEN: &str = "\";\"";
    let heading = table.lines().next().unwrap_or_default();
    let left = heading.split(BETWEEN).position(|heading| heading == "Reste (secondes)");
    assert!(left.is_some(), "{heading}");
    let row = |line: &str| {
        let cells = line.split(BETWEEN).enumerate().filter(|(place, _)| Some(*place) != left);
        cells.map(|(_, cell)| cell).collect::<Vec<_>>().join(BETWEEN)
    };
    table.lines().map(row).collect::<Vec<_>>().join("\n")
}

/// Without the seconds since 1970, which are the only numbers of ten digits, and without the five words of a date and a clock
/// before "UTC".
fn timeless(text: &str) -> String {
    let undated = |part: &str| part.rsplitn(6, ' ').nth(5).unwrap_or_default().to_owned();
    let text = text.split(" UTC").collect::<Vec<_>>();
    let (last, dated) = text.split_last().unwrap_or((&"", &[]));
    let text = dated.iter().map(|part| undated(part)).chain([(*last).to_owned()]).collect::<Vec<_>>().join(" MOMENT");
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
    let mut drivers = [Driver::start(&["chromedriver"]).await?, Driver::start(&["chromedriver"]).await?];
    let names = ["opendata", "mairie", "boutique", "spa", "jarre", "theatre", "document"];
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

in_both_browsers!(an_export, a_visit_of_its_own, the_stages_of_a_visit);
