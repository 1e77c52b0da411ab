//! What a browser noted of its requests → the hosts contacted, and the `Set-Cookie` lines heard on the way.

use cookie_charter::cookie::domain::host;
use cookie_charter::cookie::seen::Heard;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What was heard of a page's requests.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Observed {
    pub(super) hosts: BTreeSet<String>,
    /// In the order in which the answers came, without values.
    pub(super) heard: Vec<Heard>,
    /// There was more than the browser's list holds.
    pub(super) bounded: bool,
    /// Why the page itself did not come (`net::ERR_CERT_DATE_INVALID`).
    pub(super) failed: Option<String>,
}

/// One request of a chain of redirects.
struct Hop {
    address: String,
    resource: String,
    at: u64,
}

/// Reads Chromium's events of the DevTools protocol.
pub(super) fn devtools(events: &[Value]) -> Observed {
    let mut observed = Observed::default();
    let mut hops: BTreeMap<&str, Vec<Hop>> = BTreeMap::new();
    let mut top: Option<&str> = None;
    // An answer may be noted before its request: requests first.
    for (method, request, parameters) in events.iter().filter_map(parts) {
        if method == "Network.requestWillBeSent" {
            let text = |place: &str| parameters.pointer(place).and_then(Value::as_str).unwrap_or_default();
            let frame = text("/frameId");
            let top = *top.get_or_insert(frame);
            observed.hosts.extend(host(text("/request/url")));
            hops.entry(request).or_default().push(Hop {
                address: text("/request/url").to_owned(),
                resource: resource(text("/type"), frame == top).to_owned(),
                at: parameters.get("wallTime").and_then(Value::as_f64).map(seconds).unwrap_or_default(),
            });
        }
    }
    let own = |request: &str| {
        hops.get(request).and_then(|chain| chain.last()).is_some_and(|hop| hop.resource == "main_frame")
    };
    let mut failures = events
        .iter()
        .filter_map(parts)
        .filter(|(method, request, _)| *method == "Network.loadingFailed" && own(request));
    observed.failed =
        failures.next_back().and_then(|(_, _, parameters)| Some(parameters.get("errorText")?.as_str()?.to_owned()));
    let mut answered: BTreeMap<&str, usize> = BTreeMap::new();
    for (method, request, parameters) in events.iter().filter_map(parts) {
        if method == "Network.responseReceivedExtraInfo" {
            let place = answered.entry(request).or_default();
            let chain = hops.get(request).map(Vec::as_slice).unwrap_or_default();
            observed.heard.extend(answer(parameters, chain, *place));
            *place += 1;
        }
    }
    observed
}

/// The method of an event, the request it is about, and its parameters.
fn parts(event: &Value) -> Option<(&str, &str, &Value)> {
    let parameters = event.get("params")?;
    Some((event.get("method")?.as_str()?, parameters.get("requestId")?.as_str()?, parameters))
}

/// The lines of one answer: to the request at `place` in its chain.
fn answer(parameters: &Value, chain: &[Hop], place: usize) -> Vec<Heard> {
    let Some(hop) = chain.get(place).or(chain.last()) else { return Vec::new() };
    let via: Vec<String> = chain.iter().take(place).filter_map(|hop| host(&hop.address)).collect();
    let headers = parameters.get("headers").and_then(Value::as_object);
    let lines = headers.into_iter().flatten().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let lines = lines.filter_map(|(_, value)| value.as_str()).flat_map(|value| value.split('\n'));
    lines.filter_map(|line| heard(line, &hop.address, &hop.resource, hop.at, &via)).collect()
}

/// One answer as Firefox's observer (`session.rs`) notes it.
#[derive(Deserialize)]
pub(super) struct Noted {
    address: String,
    /// The kind of content that was asked for: Firefox's `nsIContentPolicy`.
    kind: u32,
    at: u64,
    #[serde(default)]
    via: Vec<String>,
    /// The headers, values and all, one a line.
    #[serde(default)]
    lines: String,
}

/// Reads what Firefox's observer noted.
pub(super) fn firefox(noted: &[Noted]) -> Observed {
    let mut observed = Observed::default();
    for Noted { address, kind, at, via, lines } in noted {
        observed.hosts.extend(host(address));
        observed.hosts.extend(via.iter().cloned());
        let resource = match kind {
            6 => "main_frame",
            7 => "sub_frame",
            4 => "stylesheet",
            3 => "image",
            2 => "script",
            14 => "font",
            15 => "media",
            11 | 20 => "xmlhttprequest",
            16 => "websocket",
            10 | 19 => "ping",
            _ => "other",
        };
        observed.heard.extend(lines.split('\n').filter_map(|line| heard(line, address, resource, *at, via)));
    }
    observed
}

/// A line without its value, and where it was heard. `None` for an empty one.
fn heard(line: &str, address: &str, resource: &str, at: u64, via: &[String]) -> Option<Heard> {
    let host = host(address).filter(|_| !line.trim().is_empty())?;
    let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    let local = host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "::1";
    let path = address.split_once("://").and_then(|(_, rest)| rest.get(rest.find('/')?..)).unwrap_or("/");
    let path = path.split(['?', '#']).next().unwrap_or("/");
    let folder = path.rsplit_once('/').map_or("/", |(folder, _)| if folder.is_empty() { "/" } else { folder });
    Some(Heard {
        line: format!("{}=;{attributes}", name.trim()),
        length: name.trim().len() + value.trim().len(),
        at,
        secure: address.starts_with("https://") || local,
        host,
        folder: folder.to_owned(),
        resource: Some(resource.to_owned()),
        redirects: via.to_vec(),
    })
}

/// The protocol's kind of resource in webRequest's words.
fn resource(kind: &str, is_top: bool) -> &'static str {
    match kind {
        "Document" if is_top => "main_frame",
        "Document" => "sub_frame",
        "Stylesheet" => "stylesheet",
        "Image" => "image",
        "Media" => "media",
        "Font" => "font",
        "Script" => "script",
        "XHR" | "Fetch" => "xmlhttprequest",
        "Ping" => "ping",
        "WebSocket" => "websocket",
        _ => "other",
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a moment is positive; the cast saturates")]
fn seconds(moment: f64) -> u64 {
    moment.max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::devtools;
    use serde_json::json;

    #[test]
    fn a_line_is_heard_without_its_value_and_with_its_redirects() {
        let sent = |address: &str| {
            json!({"method": "Network.requestWillBeSent", "params": {"requestId": "1", "frameId": "F", "type": "Image",
                   "wallTime": 1000.7, "request": {"url": address}}})
        };
        let answered = |line: &str| json!({"method": "Network.responseReceivedExtraInfo", "params": {"requestId": "1", "headers": {"Set-Cookie": line}}});
        let events = [
            answered("hop=SECRET"),
            sent("https://hop.example/x/y"),
            answered("uid=SECRET; Path=/\nb=SECRET"),
            sent("https://t.example/p?q"),
        ];
        let observed = devtools(&events);
        let lines: Vec<_> =
            observed.heard.iter().map(|it| (it.line.as_str(), it.host.as_str(), it.redirects.len())).collect();
        assert_eq!(lines, [("hop=;", "hop.example", 0), ("uid=; Path=/", "t.example", 1), ("b=;", "t.example", 1)]);
        assert_eq!(
            (observed.heard[0].folder.as_str(), observed.heard[0].at, observed.heard[0].length),
            ("/x", 1000, 9)
        );
        assert_eq!(observed.heard[0].resource.as_deref(), Some("image"));
        assert!(!format!("{observed:?}").contains("SECRET"));
    }
}
