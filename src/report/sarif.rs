//! A report for code review tools: SARIF 2.1.0 (OASIS standard, errata 01).

use super::baseline::fingerprint;
use super::view::{Found, found, view};
use super::words::Words;
use super::{Report, json_name};
use crate::audit::{Finding, Judgement, Opinion, Severity};
use crate::charter::Charter;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The name by which code scanners know the root of what they look at.
const BASE: &str = "%SRCROOT%";

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes a report: one result a finding, located in the charter, or at the site where there is none.
pub fn sarif(report: &Report, language: &str) -> String {
    let words = Words::of(language);
    let known = report.baseline.iter().flat_map(|baseline| &baseline.known);
    let spoken: Vec<(&Finding, Found)> =
        report.findings.iter().chain(known).map(|finding| (finding, found(words, finding))).collect();
    let mut rules: BTreeMap<&str, &Found> = BTreeMap::new();
    for (finding, said) in &spoken {
        rules.entry(&finding.rule).or_insert(said);
    }
    let places: BTreeMap<&str, usize> = rules.keys().zip(0..).map(|(rule, place)| (*rule, place)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Cookie Charter",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|said| rule(said)).collect::<Vec<_>>(),
            }},
            "language": words.language(),
            // Runs that are uploaded together are told apart by it (SARIF 2.1.0 §3.17.3).
            "automationDetails": {"id": format!("cookie-charter/{}/{}/", of_address(&report.visit.site), json_name(&report.visit.stage))},
            "invocations": [invocation(report, language)],
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {BASE: {"description": {"text": "The folder in which the audit ran."}}},
            "artifacts": report.charters().map(|charter| artifact(charter, report)).collect::<Vec<_>>(),
            "results": spoken.iter().enumerate().map(|(place, (finding, said))| {
                let result = result(report, finding, said, &places);
                compared(result, report, place)
            }).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// What may be missing is told as the tool's own notifications.
fn invocation(report: &Report, language: &str) -> Value {
    let told = |sentence: &String| json!({"level": "warning", "message": {"text": sentence}});
    let notifications: Vec<Value> = view(report, language).missing.iter().map(told).collect();
    json!({"executionSuccessful": true, "toolExecutionNotifications": notifications})
}

fn rule(said: &Found) -> Value {
    json!({
        "id": said.rule,
        "shortDescription": {"text": said.title},
        "fullDescription": {"text": said.why},
        "help": {"text": said.owner},
    })
}

/// Code scanners take relative addresses only, and those of files. The hash is that of the file, where there is one.
fn artifact(charter: &Charter, report: &Report) -> Value {
    let source = &charter.source;
    let mut artifact = json!({
        "location": {"uri": place(charter, report), "uriBaseId": BASE},
        "roles": ["analysisTarget"],
        "properties": {"address": source.address, "charterSha256": source.sha256},
    });
    if let (Some(file), Some(artifact)) = (&source.file, artifact.as_object_mut()) {
        artifact.insert("hashes".to_owned(), json!({"sha-256": file.sha256}));
    }
    artifact
}

/// Where a charter lies: its file, else a path made of its address, else one made of the site's.
fn place(charter: &Charter, report: &Report) -> String {
    match (&charter.source.file, &charter.source.address) {
        (Some(file), _) => path(&file.name),
        (None, Some(address)) => of_address(address),
        (None, None) => of_address(&report.visit.site) + "/charter",
    }
}

/// An address as a relative path: "opendata.example/charte".
fn of_address(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, bare)| bare);
    path(bare.split('#').next().unwrap_or(bare).trim_matches('/'))
}

/// A path as an address: relative, unless it begins at the root.
fn path(path: &str) -> String {
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// Says of a result whether an earlier report has it too; the new ones come first.
fn compared(mut result: Value, report: &Report, place: usize) -> Value {
    if let (Some(_), Some(result)) = (&report.baseline, result.as_object_mut()) {
        let state = if place < report.findings.len() { "new" } else { "unchanged" };
        result.insert("baselineState".to_owned(), json!(state));
    }
    result
}

fn result(report: &Report, finding: &Finding, said: &Found, places: &BTreeMap<&str, usize>) -> Value {
    let (kind, level) = match finding.severity {
        Severity::Breach => ("fail", "error"),
        Severity::Warning => ("fail", "warning"),
        Severity::Notice => ("fail", "note"),
        // SARIF 2.1.0 §3.27.10: a result that is no failure has the level "none".
        Severity::Information => ("informational", "none"),
    };
    json!({
        "ruleId": finding.rule,
        "ruleIndex": places.get(finding.rule.as_str()),
        "kind": kind,
        "level": level,
        "message": {"text": said.observed},
        "locations": [location(report, finding, said)],
        "partialFingerprints": {"cookieCharter/v1": fingerprint(finding)},
        "properties": {"severity": said.severity, "cookie": said.cookie, "domain": said.domain, "evidence": finding.evidence, "charterWords": finding.declaration.as_ref().map_or(finding.evidence.get("claim").cloned(), |it| Some(json!(it.evidence.excerpt))), "judgement": finding.judgement},
        "suppressions": suppressions(finding),
    })
}

/// A finding that the auditor disputes does not stand. Either every result of a run has suppressions, if only an empty
/// list, or none has (SARIF 2.1.0 §3.27.23).
fn suppressions(finding: &Finding) -> Value {
    let disputed = finding.judgement.as_ref().filter(|judgement| judgement.opinion == Some(Opinion::Disputed));
    let of = |judgement: &Judgement| json!({"kind": "external", "status": "accepted", "justification": judgement.note});
    disputed.map(of).into_iter().collect()
}

/// The charter that declares it, else the first charter, else the site.
fn location(report: &Report, finding: &Finding, said: &Found) -> Value {
    let home = finding
        .declaration
        .as_ref()
        .and_then(|declaration| report.charters().position(|charter| charter.declarations.contains(declaration)));
    let home = home.or_else(|| report.charter.as_ref().map(|_| 0));
    let home = home.and_then(|index| Some((index, report.charters().nth(index)?)));
    let artifact = if let Some((index, charter)) = home {
        json!({"uri": place(charter, report), "uriBaseId": BASE, "index": index})
    } else {
        let site = &report.visit.site;
        json!({"uri": of_address(site), "uriBaseId": BASE, "properties": {"address": site}})
    };
    let whole = format!("{}/{}", said.domain, said.cookie);
    let named = json!({"name": said.cookie, "fullyQualifiedName": whole, "kind": "cookie"});
    let logical = if said.cookie.is_empty() { Vec::new() } else { vec![named] };
    json!({"physicalLocation": {"artifactLocation": artifact}, "logicalLocations": logical})
}

#[cfg(test)]
mod tests {
    use super::{of_address, path};

    #[test]
    fn an_address_is_a_relative_path() {
        assert_eq!(of_address("https://opendata.example/"), "opendata.example");
        assert_eq!(of_address("http://a.example:81/é/charte?x=1#y"), "a.example%3A81/%C3%A9/charte%3Fx%3D1");
        assert_eq!(path("a b/charte.html"), "a%20b/charte.html");
        assert_eq!(path("/tmp/charte.html"), "file:///tmp/charte.html");
    }
}
