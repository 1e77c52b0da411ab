//! The JSON report against its schema, `schema/report.json`: every report is of it, and nothing in it is idle.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string(root().join("schema/report.json")).unwrap()).unwrap()
}

/// What the command prints of an audit in a folder.
fn audit(folder: &Path, more: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_cookie-charter"))
        .args(["audit", "--format", "json"])
        .args(more)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{}: {error}: {said}", folder.display()))
}

/// A visit of a rule's folder beside what is declared there.
fn case(folder: &Path) -> Value {
    let declared: Vec<&str> =
        ["charter.json", "page.html"].into_iter().filter(|name| folder.join(name).exists()).collect();
    let charters = if declared.is_empty() { Vec::new() } else { [&["--charter"][..], &declared].concat() };
    audit(folder, &[&charters[..], &["--cookies", "visit.json"]].concat())
}

/// Every rule with all it can raise, every capture, several charters and visits, a knowledge base, a judgement.
fn reports() -> Vec<(String, Value)> {
    let mut reports = Vec::new();
    for entry in fs::read_dir(root().join("tests/rules")).unwrap() {
        let folder = entry.unwrap().path();
        let cases = [folder.clone(), folder.join("silent")];
        reports.extend(cases.iter().filter(|it| it.exists()).map(|it| (it.display().to_string(), case(it))));
    }
    for entry in fs::read_dir(root().join("tests/captures")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && path.extension().is_some_and(|it| it != "md") {
            let cookies = ["--cookies", path.to_str().unwrap(), "--site", "http://opendata.localhost:8377/"];
            let more = [&["--charter", "charte.html", "home.html"][..], &cookies].concat();
            reports.push((path.display().to_string(), audit(&root().join("tests/cli"), &more)));
        }
    }
    let cli = root().join("tests/cli");
    let told = ["--charter", "charte.html", "--cookies", "visit.json", "--knowledge", "knowledge.json"];
    let told = audit(&cli, &told);
    reports.push(("known".to_owned(), told.clone()));
    let earlier = kept("earlier.json", &told);
    let told_again = ["--charter", "charte.html", "--cookies", "visit.json", "--baseline", &earlier];
    reports.push(("nothing new".to_owned(), audit(&cli, &told_again)));
    reports.push(("taken in again".to_owned(), audit(&cli, &["--cookies", &kept("much.json", &much(told))])));
    reports.push(("screens".to_owned(), case(&root().join("tests/screens"))));
    reports
}

/// A report with what only the extension knows: judgements, earlier visits and stages, another jar.
fn much(mut report: Value) -> Value {
    report["findings"][0]["judgement"] = json!({ "opinion": "accepted", "note": "Ticket 7.", "at": 1_795_392_000 });
    for held in report["held"].as_array_mut().unwrap() {
        held["seenIn"] = json!({ "visits": 1, "of": 2 });
    }
    let declaration = &mut report["charter"]["declarations"][0];
    declaration["lifetime"] = json!({ "asWritten": "illimité", "unbounded": true });
    declaration["evidence"]["address"] = "https://opendata.example/cookies".into();
    let visit = &mut report["visit"];
    visit["lastCharter"] = "0".repeat(64).into();
    visit["charterRead"] = 1_795_390_000.into();
    visit["toldBy"] = "Klaro".into();
    visit["toldAt"] = 1_795_390_500.into();
    visit["pushedOut"] = 31.into();
    visit["expired"] = 2.into();
    visit["status"] = 503.into();
    visit["datedByFile"] = true.into();
    visit["driven"] = json!({
        "by": "cookie-charter 0.1.0", "asked": "https://asked.example/", "agent": "Mozilla/5.0", "settle": 1000,
        "watched": 3412, "reloaded": 1204, "onTheWay": [{ "name": "hop", "domain": "asked.example" }],
    });
    visit["cookies"][0]["untold"] = "http-only".into();
    visit["cookies"][0]["longestSetFor"] = 63_072_000.into();
    report["visit"]["missing"] = json!(["page-error"]);
    let visit = &mut report["visit"];
    let partition = json!({ "topLevelSite": "https://opendata.example", "hasCrossSiteAncestor": false });
    let trace = json!({ "name": "uid", "domain": "t.example", "path": "/", "refused": false, "first": "before", "partition": partition });
    visit["stages"] = json!([{ "stage": "refused", "now": 1_795_391_000, "cookies": [trace] }]);
    report
}

/// A file of this test run.
fn kept(name: &str, content: &Value) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("schema");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, content.to_string()).unwrap();
    path.display().to_string()
}

/// Notes which parts of the schema describe something of a value.
fn walk(schema: &Value, part: &Value, value: &Value, met: &mut BTreeSet<String>) {
    if let Some(name) = part["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/")) {
        met.insert(name.to_owned());
        walk(schema, &schema["$defs"][name], value, met);
    }
    for choice in ["anyOf", "oneOf"].iter().filter_map(|it| part[it].as_array()).flatten() {
        if value.is_object() || choice["type"] == "null" {
            walk(schema, choice, value, met);
        }
    }
    for (key, below) in part["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(key) {
            met.insert(described(part, key));
            walk(schema, below, value, met);
        }
    }
    for value in value.as_array().into_iter().flatten().filter(|_| part.get("items").is_some()) {
        walk(schema, &part["items"], value, met);
    }
}

/// A property by the words that describe its object.
fn described(part: &Value, key: &str) -> String {
    format!("{key} of: {}", part["description"].as_str().unwrap_or("an object without description"))
}

/// Every property that a schema has.
fn properties(part: &Value, found: &mut BTreeSet<String>) {
    found.extend(part["properties"].as_object().into_iter().flatten().map(|(key, _)| described(part, key)));
    let below: Vec<&Value> = part
        .as_object()
        .map(|it| it.values().collect())
        .or(part.as_array().map(|it| it.iter().collect()))
        .unwrap_or_default();
    below.into_iter().for_each(|below| properties(below, found));
}

#[test]
fn every_report_is_of_the_schema_and_every_property_of_a_report() {
    let schema = schema();
    let judge = jsonschema::draft202012::new(&schema).unwrap();
    let mut met = BTreeSet::new();
    for (name, report) in reports() {
        let wrong: Vec<String> =
            judge.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        walk(&schema, &schema, &report, &mut met);
    }
    let mut all = BTreeSet::new();
    properties(&schema, &mut all);
    let idle: Vec<&String> = all.difference(&met).collect();
    assert!(idle.is_empty(), "no report has {idle:#?}");
}

#[test]
fn the_schema_is_a_schema_and_refuses() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let judge = jsonschema::draft202012::new(&schema).unwrap();
    let report = case(&root().join("tests/screens"));
    let refused = |pointer: &str, key: &str, value: Value| {
        let mut report = report.clone();
        report.pointer_mut(pointer).unwrap()[key] = value;
        assert!(!judge.is_valid(&report), "{pointer}/{key}");
    };
    refused("/visit/cookies/0", "value", "abc".into());
    refused("/visit", "stage", "later".into());
    refused("/findings/0", "severity", "bad".into());
    refused("/summary", "declared", (-1).into());
    refused("", "schema", "cookie-charter/report/2".into());
    refused("/charter/source", "sha256", "abc".into());
}
