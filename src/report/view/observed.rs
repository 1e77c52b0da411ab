//! What a finding says: the rule's sentences with the finding's own names and numbers put in.

use super::sides::{key, named, of_id};
use super::{Found, Judged};
use crate::audit::rules::MENTIONED;
use crate::audit::{Finding, Judgement, Opinion};
use crate::report::baseline::fingerprint;
use crate::report::words::{Part, Words};
use crate::report::{json_name, moment};
use serde_json::Value;

/// How many names a sentence lists; the evidence has them all.
const LISTED: usize = 8;

/// The places where a sentence quotes the charter.
const QUOTES: [&str; 3] = ["excerpt", "claim", "claimed"];

/// The rules that tell what was sent from what is held.
const SENT: [&str; 3] = ["undeclared", "undeclared-third-party", "third-party"];

/// A finding in words.
pub(in crate::report) fn found(words: &Words, finding: &Finding) -> Found {
    let by_file = finding.evidence.get("datedByFile").is_some_and(|is| is == true);
    let by_file = if by_file { format!(" {}", words.view("by-file", &[])) } else { String::new() };
    let fill = fill(words, finding);
    let fill: Vec<(&str, &str)> = fill.iter().map(|(place, text)| (place.as_str(), text.as_str())).collect();
    let short: Vec<(&str, String)> = fill.iter().map(|(place, text)| (*place, shortened(place, text))).collect();
    let cut: Vec<(&str, &str)> = short.iter().map(|(place, text)| (*place, text.as_str())).collect();
    let is_set = finding.cookie.as_ref().is_some_and(|cookie| cookie.set_at.is_some());
    let visitor = if is_set { Part::VisitorSet } else { Part::Visitor };
    let (cookie, domain) = match (&finding.cookie, &finding.storage, &finding.declaration) {
        (Some(cookie), _, _) => (cookie.name.as_str(), cookie.domain.as_str()),
        (None, Some(stored), _) => (stored.name.as_str(), stored.host.as_str()),
        (None, None, Some(declaration)) => {
            (declaration.name.as_str(), declaration.domain.as_deref().unwrap_or_default())
        }
        (None, None, None) => ("", ""),
    };
    Found {
        id: fingerprint(finding),
        rule: finding.rule.clone(),
        cookie: cookie.to_owned(),
        domain: domain.to_owned(),
        severity: json_name(&finding.severity),
        weight: of_id(words, "severity", &finding.severity),
        title: words.title(&finding.rule).to_owned(),
        observed: words.rule(&finding.rule, Part::Observed(case(finding)), &fill) + &by_file,
        brief: words.rule(&finding.rule, Part::Observed(case(finding)), &cut) + &by_file,
        why: words.rule(&finding.rule, Part::Why, &fill),
        advice: words.rule(&finding.rule, visitor, &fill),
        owner: words.rule(&finding.rule, Part::Owner, &fill),
        judgement: finding.judgement.as_ref().map(|judgement| judged(words, judgement)),
    }
}

/// A judgement in words.
pub(in crate::report) fn judged(words: &Words, judgement: &Judgement) -> Judged {
    let day = moment::day(words, judgement.at);
    let key = match judgement.opinion {
        Some(Opinion::Accepted) => "judgement.accepted",
        Some(Opinion::Disputed) => "judgement.disputed",
        None => "judgement.noted",
    };
    let said = words.view(key, &[("date", &day)]);
    let note = judgement.note.trim();
    // What is quoted ends as the auditor ended it.
    let end = if note.is_empty() { ".".to_owned() } else { words.view("judgement.note", &[("note", note)]) };
    Judged { opinion: judgement.opinion, note: note.to_owned(), sentence: said + &end }
}

/// The variant of the sentence: the one the rule's evidence names under `case`, or `refused`; of a cookie that was only
/// sent, it says no more.
fn case(finding: &Finding) -> &str {
    let only_sent = finding.cookie.as_ref().is_some_and(|cookie| cookie.only_sent);
    match (finding.evidence.get("case"), finding.evidence.get("refused")) {
        (Some(Value::String(case)), _) if case == MENTIONED => MENTIONED,
        (_, Some(_)) if only_sent && SENT.contains(&finding.rule.as_str()) => "sent-refused",
        (_, Some(_)) => "refused",
        (Some(Value::String(case)), None) if only_sent && matches!(case.as_str(), "plain" | "partitioned") => "sent",
        (Some(case), None) => case.as_str().unwrap_or_default(),
        (None, None) => "",
    }
}

/// Places by the names of the evidence; `declaredSeconds` fills `{declared}` with a length of time. The thresholds of the
/// rule fill places of their own names.
fn fill(words: &Words, finding: &Finding) -> Vec<(String, String)> {
    let mut fill = Vec::new();
    let mut put = |place: &str, text: String| fill.push((place.to_owned(), text));
    for (key, value) in finding.evidence.as_object().into_iter().flatten() {
        match (key.strip_suffix("Seconds"), value) {
            (Some(place), Value::Number(seconds)) => {
                put(place, moment::kept(words, seconds.as_u64().unwrap_or_default()));
            }
            (_, Value::Number(number)) => put(key, number.to_string()),
            (_, Value::String(_)) if matches!(key.as_str(), "use" | "kind") => put(key, of_id(words, key, value)),
            (_, Value::String(_)) if key == "category" => put(key, of_id(words, "category-name", value)),
            (_, Value::String(text)) => put(key, text.clone()),
            (_, Value::Array(parts)) => {
                let more = if parts.len() > LISTED { ", …" } else { "" };
                let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).take(LISTED).collect();
                put(key, parts.join(", ") + more);
            }
            (_, Value::Object(thresholds)) if key == "thresholds" => {
                for (key, value) in thresholds {
                    put(key, threshold(words, key, value));
                }
            }
            _ => {}
        }
    }
    if let Some(cookie) = &finding.cookie {
        put("name", named(words, &cookie.name));
        put("host", cookie.host().to_owned());
    }
    if let Some(stored) = &finding.storage {
        put("name", key(words, &stored.name));
        put("host", stored.host.clone());
    }
    if let Some(declaration) = &finding.declaration {
        put("name", declaration.as_written.clone());
        put("written", declaration.as_written.clone());
    }
    fill
}

/// What is put into a sentence, cut so that the sentence itself need not be: a quote sooner than a name.
pub(super) fn shortened(place: &str, text: &str) -> String {
    let most = if QUOTES.contains(&place) { 60 } else { 100 };
    let cut: String = text.chars().take(most).collect();
    if cut.len() == text.len() { cut } else { cut.trim_end().to_owned() + "…" }
}

/// A threshold of a rule: a length of time where its name says seconds, else a number.
fn threshold(words: &Words, key: &str, value: &Value) -> String {
    match value.as_u64().filter(|_| key.ends_with("Seconds")) {
        Some(seconds) => moment::length(words, seconds),
        None => words.number(&value.to_string()),
    }
}
