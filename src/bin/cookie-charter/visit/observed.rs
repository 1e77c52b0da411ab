//! What a browser noted of its requests → the hosts contacted, and the `Set-Cookie` lines heard on the way.

use cookie_charter::cookie::domain::{host, is_this_machine, same_site};
use cookie_charter::cookie::seen::Heard;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What was heard of a page's requests.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Observed {
    pub(super) hosts: BTreeSet<String>,
    /// Each request's host in order, and whether it was for the page itself.
    pub(super) met: Vec<(String, bool)>,
    /// In the order in which the answers came, without values.
    pub(super) heard: Vec<Heard>,
    /// There was more than the browser's list holds.
    pub(super) bounded: bool,
    /// Why the page itself did not come (`net::ERR_CERT_DATE_INVALID`).
    pub(super) failed: Option<String>,
}

impl Observed {
    /// The hosts of other sites that were met before the first page of this one was asked for, and never after.
    pub(super) fn passed(&self, site: &str) -> BTreeSet<&str> {
        let reached = self.met.iter().position(|(host, is_page)| *is_page && same_site(host, site)).unwrap_or(0);
        let (before, after) = self.met.split_at_checked(reached).unwrap_or_default();
        let is_passed = |host: &str| !same_site(host, site) && !after.iter().any(|(later, _)| same_site(later, host));
        before.iter().map(|(host, _)| host.as_str()).filter(|host| is_passed(host)).collect()
    }
}

/// One request of a chain of redirects.
struct Hop {
    address: String,
    resource: String,
    /// In milliseconds since 1970.
    at: u64,
}

/// What is kept of an event of the DevTools protocol.
#[derive(Debug)]
struct Event {
    request: String,
    told: Told,
}

#[derive(Debug)]
enum Told {
    Sent {
        frame: String,
        /// Without its query.
        address: String,
        kind: String,
        at: u64,
    },
    Answered(Vec<Line>),
    Failed(String),
}

/// A `Set-Cookie` line without its value.
#[derive(Debug)]
struct Line {
    text: String,
    length: usize,
}

/// The events that chromedriver has handed out so far: it does so once.
#[derive(Debug, Default)]
pub(super) struct Log {
    events: Vec<Event>,
    /// How often it had more to hand out than it does at once.
    full: usize,
}

/// chromedriver hands out no more lines of its log at once (`kMaxReturnedEntries`), and the others when asked again.
const BATCH: usize = 100_000;
/// No session is heard longer than this.
const MOST_BATCHES: usize = 5;

impl Log {
    /// Whether no more is heard.
    pub(super) fn is_full(&self) -> bool {
        self.full >= MOST_BATCHES
    }

    /// Keeps what counts of lines of chromedriver's log. Whether there are more.
    pub(super) fn add(&mut self, lines: &[Value]) -> bool {
        self.events.extend(lines.iter().filter_map(event));
        let more = lines.len() >= BATCH;
        self.full += usize::from(more);
        more
    }

    /// What was heard, though there was more to hear. `None` where nothing was.
    pub(super) fn cut(&self) -> Option<Observed> {
        (!self.events.is_empty()).then(|| Observed { bounded: true, ..self.observed() })
    }

    /// What was heard.
    pub(super) fn observed(&self) -> Observed {
        let mut observed = Observed::default();
        let mut hops: BTreeMap<&str, Vec<Hop>> = BTreeMap::new();
        let mut top: Option<&str> = None;
        // An answer may be noted before its request: requests first.
        for Event { request, told } in &self.events {
            let Told::Sent { frame, address, kind, at } = told else { continue };
            let top = *top.get_or_insert(frame);
            let resource = resource(kind, frame == top).to_owned();
            observed.met.extend(host(address).map(|host| (host, resource == "main_frame")));
            observed.hosts.extend(host(address));
            hops.entry(request).or_default().push(Hop { address: address.clone(), resource, at: *at });
        }
        let own = |request: &str| {
            hops.get(request).and_then(|chain| chain.last()).is_some_and(|hop| hop.resource == "main_frame")
        };
        let mut answered: BTreeMap<&str, usize> = BTreeMap::new();
        for Event { request, told } in &self.events {
            match told {
                Told::Failed(why) if own(request) => observed.failed = Some(why.clone()),
                Told::Sent { .. } | Told::Failed(_) => {}
                Told::Answered(lines) => {
                    let place = answered.entry(request).or_default();
                    let chain = hops.get(request.as_str()).map(Vec::as_slice).unwrap_or_default();
                    observed.heard.extend(answer(lines, chain, *place));
                    *place += 1;
                }
            }
        }
        observed
    }
}

/// The event of a line of chromedriver's log, without any value.
fn event(line: &Value) -> Option<Event> {
    let line = serde_json::from_str::<Value>(line.get("message")?.as_str()?).ok()?;
    let parameters = line.pointer("/message/params")?;
    let text = |place: &str| parameters.pointer(place).and_then(Value::as_str).unwrap_or_default().to_owned();
    let told = match line.pointer("/message/method")?.as_str()? {
        "Network.requestWillBeSent" => Told::Sent {
            frame: text("/frameId"),
            address: text("/request/url").split(['?', '#']).next().unwrap_or_default().to_owned(),
            kind: text("/type"),
            at: parameters.get("wallTime").and_then(Value::as_f64).map(milliseconds).unwrap_or_default(),
        },
        "Network.responseReceivedExtraInfo" => {
            let headers = parameters.get("headers").and_then(Value::as_object).into_iter().flatten();
            let lines = headers.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
            let lines = lines.filter_map(|(_, value)| value.as_str()).flat_map(|value| value.split('\n'));
            Told::Answered(lines.filter_map(cut).collect())
        }
        "Network.loadingFailed" => Told::Failed(text("/errorText")),
        _ => return None,
    };
    Some(Event { request: parameters.get("requestId")?.as_str()?.to_owned(), told })
}

/// The lines of one answer: to the request at `place` in its chain.
fn answer(lines: &[Line], chain: &[Hop], place: usize) -> Vec<Heard> {
    let Some(hop) = chain.get(place).or(chain.last()) else { return Vec::new() };
    let via: Vec<String> = chain.iter().take(place).filter_map(|hop| host(&hop.address)).collect();
    lines.iter().filter_map(|line| heard(line, &hop.address, &hop.resource, hop.at, &via)).collect()
}

/// One answer as Firefox's observer (`firefox.rs`) notes it.
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
        observed.met.extend(host(address).map(|host| (host, *kind == 6)));
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
        observed
            .heard
            .extend(lines.split('\n').filter_map(cut).filter_map(|line| heard(&line, address, resource, *at, via)));
    }
    observed
}

/// A line without its value. `None` for an empty one.
fn cut(line: &str) -> Option<Line> {
    let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    let (name, length) = (name.trim(), name.trim().len() + value.trim().len());
    (!line.trim().is_empty()).then(|| Line { text: format!("{name}=;{attributes}"), length })
}

/// A line and where it was heard.
fn heard(line: &Line, address: &str, resource: &str, at: u64, via: &[String]) -> Option<Heard> {
    let host = host(address)?;
    let path = address.split_once("://").and_then(|(_, rest)| rest.get(rest.find('/')?..)).unwrap_or("/");
    let path = path.split(['?', '#']).next().unwrap_or("/");
    let folder = path.rsplit_once('/').map_or("/", |(folder, _)| if folder.is_empty() { "/" } else { folder });
    Some(Heard {
        line: line.text.clone(),
        length: line.length,
        at,
        secure: address.starts_with("https://") || is_this_machine(&host),
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
fn milliseconds(moment: f64) -> u64 {
    (moment.max(0.0) * 1000.0) as u64
}

#[cfg(test)]
mod tests {
    use super::{BATCH, Log, MOST_BATCHES};
    use serde_json::{Value, json};

    fn line(method: &str, parameters: &Value) -> Value {
        json!({"message": json!({"message": {"method": method, "params": parameters}, "webview": "1"}).to_string()})
    }

    fn sent(address: &str) -> Value {
        let request = json!({"url": address, "postData": "SECRET", "headers": {"Cookie": "a=SECRET"}});
        let parameters =
            json!({"requestId": "1", "frameId": "F", "type": "Image", "wallTime": 1000.7, "request": request});
        line("Network.requestWillBeSent", &parameters)
    }

    fn answered(cookie: &str) -> Value {
        let parameters = json!({"requestId": "1", "headers": {"Set-Cookie": cookie}, "headersText": cookie});
        line("Network.responseReceivedExtraInfo", &parameters)
    }

    #[test]
    fn what_only_the_way_to_a_site_met_is_passed() {
        let document = |request: &str, address: &str, kind: &str| {
            let parameters = json!({"requestId": request, "frameId": "F", "type": kind, "wallTime": 1.0, "request": {"url": address}});
            line("Network.requestWillBeSent", &parameters)
        };
        let passed = |lines: &[Value], site: &str| {
            let mut log = Log::default();
            log.add(lines);
            log.observed().passed(site).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let way = [
            document("1", "http://asked.example/", "Document"),
            document("1", "http://hop.test/", "Document"),
            document("1", "http://both.example.net/", "Document"),
            document("1", "http://www.site.org/", "Document"),
            document("2", "http://cdn.example.net/a.js", "Script"),
        ];
        assert_eq!(passed(&way, "www.site.org"), ["asked.example", "hop.test"]);
        assert_eq!(passed(&way[3..], "www.site.org"), Vec::<String>::new());
        assert_eq!(passed(&way, "never.example"), Vec::<String>::new());
    }

    #[test]
    fn no_session_is_heard_for_ever() {
        let mut log = Log::default();
        assert_eq!(log.cut(), None);
        assert!(!log.add(&[sent("https://t.example/")]));
        let noise = vec![Value::Null; BATCH];
        for _ in 0..MOST_BATCHES {
            assert!(!log.is_full() && log.add(&noise));
        }
        assert!(log.is_full() && log.events.len() == 1 && log.cut().unwrap().bounded);
    }

    #[test]
    fn a_line_is_heard_without_its_value_and_with_its_redirects() {
        let mut log = Log::default();
        log.add(&[
            answered("hop=SECRET"),
            sent("https://hop.example/x/y"),
            line(
                "Network.requestWillBeSentExtraInfo",
                &json!({"requestId": "1", "associatedCookies": [{"cookie": {"value": "SECRET"}}]}),
            ),
            answered("uid=SECRET; Path=/\nb=SECRET"),
            sent("https://t.example/p?q=SECRET"),
        ]);
        assert!(!format!("{log:?}").contains("SECRET"));
        let observed = log.observed();
        let lines: Vec<_> =
            observed.heard.iter().map(|it| (it.line.as_str(), it.host.as_str(), it.redirects.len())).collect();
        assert_eq!(lines, [("hop=;", "hop.example", 0), ("uid=; Path=/", "t.example", 1), ("b=;", "t.example", 1)]);
        assert_eq!(
            (observed.heard[0].folder.as_str(), observed.heard[0].at, observed.heard[0].length),
            ("/x", 1_000_700, 9)
        );
        assert_eq!(observed.heard[0].resource.as_deref(), Some("image"));
        assert!(!format!("{observed:?}").contains("SECRET"));
    }
}
