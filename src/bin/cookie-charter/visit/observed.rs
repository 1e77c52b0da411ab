//! What a browser noted of its requests → the hosts contacted, and the cookies that were set or refused on the way.

use cookie_charter::cookie::domain::{host, registrable};
use cookie_charter::cookie::import::Capture;
use cookie_charter::cookie::set_cookie::{self, Answer, Outcome};
use cookie_charter::cookie::{Cookie, Host, KnownBy, Refusal, Setter};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Reads Chromium's events of the DevTools protocol. Cookies without a refusal were accepted when they came; whether
/// they are still held, the jar tells.
pub(super) fn devtools(events: &[Value], site: &str, now: u64) -> Capture {
    let mut hosts = BTreeSet::new();
    let mut hops: BTreeMap<&str, Vec<(String, Option<String>)>> = BTreeMap::new();
    let mut answered: BTreeMap<&str, usize> = BTreeMap::new();
    let mut cookies = Vec::new();
    let top = top_level_site(site);
    // An answer may be noted before its request: requests first.
    for (method, request, parameters) in events.iter().filter_map(parts) {
        if method == "Network.requestWillBeSent" {
            let address = parameters.pointer("/request/url").and_then(Value::as_str).unwrap_or_default();
            hosts.extend(host(address));
            let resource = parameters.get("type").and_then(Value::as_str).map(str::to_lowercase);
            hops.entry(request).or_default().push((address.to_owned(), resource));
        }
    }
    for (method, request, parameters) in events.iter().filter_map(parts) {
        if method == "Network.responseReceivedExtraInfo" {
            let hop = answered.entry(request).or_default();
            let chain = hops.get(request).map(Vec::as_slice).unwrap_or_default();
            cookies.extend(set(parameters, chain, *hop, top.as_deref(), now));
            *hop += 1;
        }
    }
    let hosts = hosts.into_iter().map(|name| Host { name, known_by: KnownBy::Request }).collect();
    Capture { hosts, cookies, ..Capture::default() }
}

/// The method of an event, the request it is about, and its parameters.
fn parts(event: &Value) -> Option<(&str, &str, &Value)> {
    let parameters = event.get("params")?;
    Some((event.get("method")?.as_str()?, parameters.get("requestId")?.as_str()?, parameters))
}

/// Brings what was set together with the jar. What is not there was dropped by the browser without a word; what is
/// there in a partition tells more of it than the header did.
pub(super) fn settle(observed: &mut Capture, jar: &[Cookie]) {
    let held: BTreeMap<(&str, &str, &str), &Cookie> =
        jar.iter().map(|it| ((it.name.as_str(), it.domain.as_str(), it.path.as_str()), it)).collect();
    for cookie in observed.cookies.iter_mut().filter(|cookie| cookie.refused.is_none()) {
        match held.get(&(cookie.name.as_str(), cookie.domain.as_str(), cookie.path.as_str())) {
            Some(held) => cookie.partition.clone_from(&held.partition),
            None => cookie.refused = Some(Refusal::Unknown),
        }
    }
}

/// The cookies of one answer: the `hop`-th of its request.
fn set(parameters: &Value, chain: &[(String, Option<String>)], hop: usize, top: Option<&str>, now: u64) -> Vec<Cookie> {
    let Some((address, resource)) = chain.get(hop).or(chain.last()) else { return Vec::new() };
    let Some(name) = host(address) else { return Vec::new() };
    let path = address
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').and_then(|start| rest.get(start..)))
        .unwrap_or("/");
    let local = name == "localhost" || name.ends_with(".localhost") || name.starts_with("127.");
    let answer = Answer {
        host: &name,
        path: path.split(['?', '#']).next().unwrap_or("/"),
        secure: address.starts_with("https://") || local,
        now,
        top_level_site: top,
    };
    let redirects: Vec<String> = chain.iter().take(hop).filter_map(|(address, _)| host(address)).collect();
    let blocked = parameters.get("blockedCookies").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let headers = parameters.get("headers").and_then(Value::as_object);
    let lines = headers.into_iter().flatten().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let lines = lines.filter_map(|(_, value)| value.as_str()).flat_map(|value| value.split('\n'));
    let one = |line: &str| {
        let Outcome::Cookie(mut cookie) = set_cookie::parse(line)?.outcome(&answer) else { return None };
        let refusal = blocked.iter().find(|blocked| blocked.get("cookieLine").and_then(Value::as_str) == Some(line));
        cookie.refused = refusal.map(reason).or(cookie.refused);
        let setter = Setter::Header { host: name.clone(), resource: resource.clone(), redirects: redirects.clone() };
        cookie.set_by = Some(setter);
        Some(*cookie)
    };
    lines.filter_map(one).collect()
}

/// Chromium's reason in our words (DevTools protocol, `Network.SetCookieBlockedReason`).
fn reason(blocked: &Value) -> Refusal {
    let reasons = blocked.get("blockedReasons").and_then(Value::as_array);
    match reasons.and_then(|reasons| reasons.first()).and_then(Value::as_str).unwrap_or_default() {
        "SecureOnly" => Refusal::InsecureConnection,
        "SameSiteNoneInsecure" => Refusal::NotSecure,
        reason if reason.starts_with("SameSite") || reason.starts_with("SchemefulSameSite") => Refusal::SameSite,
        "UserPreferences" | "ThirdPartyPhaseout" | "ThirdPartyBlockedInFirstPartySet" => Refusal::ThirdParty,
        "InvalidDomain" => Refusal::Domain,
        "InvalidPrefix" => Refusal::Prefix,
        "NameValuePairExceedsMaxSize" => Refusal::Oversize,
        _ => Refusal::Unknown,
    }
}

/// The site in the address bar, as partitions name it.
fn top_level_site(address: &str) -> Option<String> {
    let name = host(address)?;
    let scheme = address.split("://").next()?;
    Some(format!("{scheme}://{}", registrable(&name).unwrap_or(&name)))
}
