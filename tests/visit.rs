//! `visit` against WebDriver servers that answer by script, and that vanish: nothing is lost, nothing doubled.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A WebDriver server that shows a small site at every address, and vanishes after so many sessions.
struct Server {
    address: String,
    opened: Arc<AtomicUsize>,
    /// The addresses that its browsers went to.
    asked: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Never,
    AfterSessions(usize),
    /// Accepts connections and says nothing.
    Silent,
    /// It is a Selenium Grid with one browser, chrome. The node of its first session vanishes.
    Grid,
}

impl Server {
    fn start(end: End) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let opened = Arc::new(AtomicUsize::new(0));
        let (count, mut places) = (Arc::clone(&opened), BTreeMap::new());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let visited = Arc::clone(&asked);
        std::thread::spawn(move || {
            let mut held = Vec::new();
            for stream in listener.incoming().flatten() {
                match end {
                    End::Silent => held.push(stream),
                    End::AfterSessions(most) if count.load(Ordering::SeqCst) > most => return,
                    End::Never | End::AfterSessions(_) | End::Grid => {
                        answer(stream, end, &count, &mut places, &visited);
                    }
                }
            }
        });
        Self { address, opened, asked }
    }
}

/// Where a session is: the address, and the element of the frame that it is in.
type Place = (String, Option<String>);

/// Answers one request; `places` remembers where each session is.
fn answer(
    mut stream: TcpStream,
    end: End,
    opened: &AtomicUsize,
    places: &mut BTreeMap<String, Place>,
    asked: &Mutex<Vec<String>>,
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut line, mut length) = (String::new(), 0);
    reader.read_line(&mut line).unwrap();
    let request = line.clone();
    loop {
        line.clear();
        if reader.read_line(&mut line).unwrap() == 0 || line == "\r\n" {
            break;
        }
        if let Some((_, value)) = line.split_once("Content-Length: ") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let mut parts = path.split('/').skip(2);
    let session = parts.next().unwrap_or_default().to_owned();
    let value = match (method, parts.next().unwrap_or_default()) {
        ("GET", "") if end == End::Grid => json!({"ready": true, "message": "Selenium Grid ready.", "nodes": [
            {"availability": "UP", "maxSessions": 2, "slots": [{"session": null, "stereotype": {"browserName": "chrome"}}]},
        ]}),
        // As Selenium 4.48 says it, with HTTP 500, until it misses the node's heartbeat.
        ("GET", "url") if end == End::Grid && session == "s0" => json!({
            "error": "unknown error",
            "message": "Unable to execute request for an existing session: Connection error (GET http://10.0.0.7:5555/session/s0/url)",
        }),
        ("POST", "") => {
            let id = format!("s{}", opened.fetch_add(1, Ordering::SeqCst));
            json!({"sessionId": id, "capabilities": {"browserName": "script", "browserVersion": "1"}})
        }
        ("POST", "url") => {
            let address = body["url"].as_str().unwrap().to_owned();
            asked.lock().unwrap().push(address.clone());
            if address.contains("nowhere") {
                json!({"error": "unknown error", "message": "net::ERR_NAME_NOT_RESOLVED"})
            } else if address.contains("saves") && address.contains("charte") {
                Value::Null
            } else {
                let signs_in = address.contains("members") && address.contains("charte");
                let leads = signs_in.then(|| "https://members.example/sign-in".to_owned());
                let leads = leads.or(address.contains("leads").then(|| "https://elsewhere.example/".to_owned()));
                let sleeps = session == "s0" && address == "https://wakes.example/";
                let leads = leads.or(sleeps.then(|| format!("{address}?asleep")));
                places.insert(session, (leads.unwrap_or(address), None));
                Value::Null
            }
        }
        ("POST", "refresh") => {
            asked.lock().unwrap().push(format!("again {session}"));
            if places[&session].0.contains("set-again") {
                // Moments are whole seconds: what comes now is of the next one.
                std::thread::sleep(Duration::from_millis(1_100));
            }
            Value::Null
        }
        ("GET", "url") => json!(places[&session].0),
        ("POST", "frame") if path.ends_with("/parent") && places[&session].1.as_deref() == Some("going") => gone(),
        ("POST", "frame") => {
            places.get_mut(&session).unwrap().1 = body["id"].get(ELEMENT).map(|id| id.as_str().unwrap().to_owned());
            Value::Null
        }
        ("GET", "cookie") => {
            let mut cookies = json!([
                {"name": "sessionid", "value": "SECRET", "domain": "site.example", "path": "/", "httpOnly": true},
                {"name": "ab_bucket", "value": "SECRET", "domain": "site.example", "path": "/", "expiry": 1_900_000_000},
            ]);
            let is_late =
                places[&session].0.contains("next-load") && asked.lock().unwrap().contains(&format!("again {session}"));
            if is_late {
                cookies[0] = json!({"name": "_ga", "value": "SECRET", "domain": "next-load.example", "path": "/"});
            }
            if places[&session].0.contains("set-again") {
                let loads = asked.lock().unwrap().iter().filter(|it| **it == format!("again {session}")).count();
                let tracker = |name: &str, expiry: usize| json!({"name": name, "value": "SECRET", "domain": "set-again.example", "path": "/", "expiry": expiry});
                cookies = json!([tracker("_ga", 1_900_000_000 + loads), tracker("_fbp", 1_900_000_000)]);
            }
            cookies
        }
        ("POST", "element") if path.contains("/covered/") => {
            json!({"error": "element click intercepted", "message": "it is not clickable at point (1, 1)"})
        }
        ("POST", "element") if path.contains("/hidden/") => {
            json!({"error": "element not interactable", "message": "no size and location"})
        }
        ("POST", "execute") => {
            script(body["script"].as_str().unwrap(), places.get(&session).unwrap_or(&("about:blank".to_owned(), None)))
        }
        ("GET", "screenshot") => json!("iVBORw0KGgo="),
        _ => Value::Null,
    };
    let body = json!({"value": value}).to_string();
    let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
}

/// How WebDriver refers to an element (W3C WebDriver §12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What geckodriver says in a frame that went away.
fn gone() -> Value {
    json!({"error": "no such window", "message": "Browsing context has been discarded"})
}

fn script(script: &str, (address, frame): &Place) -> Value {
    let page =
        |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli").join(name)).unwrap();
    let elements = |ids: &[&str]| json!(ids.iter().map(|id| json!({ELEMENT: id})).collect::<Vec<_>>());
    let matched = |name: &str| script.contains(&format!("const selector = \"#{name}\""));
    match (script, frame.as_deref()) {
        (_, Some("gone")) => gone(),
        _ if script.contains("createDocumentFragment") => json!(!script.contains("\"#[\"")),
        (_, Some("silent")) => json!({"error": "javascript error", "message": "it does not answer"}),
        _ if script.contains("const selector") => {
            let here = ["covered", "hidden"]
                .into_iter()
                .find(|name| matched(name))
                .or((frame.is_some() && matched("yes")).then_some("e1"))
                .or(matched("any").then_some("e1"));
            let (words, shown) = (here.map(|_| "Politique cookies"), if matched("any") { 7 } else { 1 });
            json!({"invalid": matched("["), "elements": elements(here.as_slice()), "words": words.as_slice(), "shown": shown, "children": elements(if frame.is_none() { &["gone", "own"] } else { &[] })})
        }
        _ if script.contains("outerHTML") && address.contains("two-charters") => {
            let row = |name: &str| format!("<table><tr><th>Cookie<th>Purpose<tr><td>{name}<td>Language</table>");
            let source = match address.rsplit('/').next().unwrap() {
                "policy" | "politique" => row("sessionid"),
                "list" => row("ab_bucket"),
                _ => "<a href=/policy>Cookie policy</a> <a href=/list>Cookie list</a> <a href=/politique>Cookie policy</a>".to_owned(),
            };
            json!({"language": "en", "source": format!("<html>{source}</html>")})
        }
        _ if script.contains("outerHTML") && address.contains("sign-in") => {
            json!({"language": "en", "source": "<html><input type=\"password\"></html>"})
        }
        _ if script.contains("outerHTML") => {
            let name =
                if address.contains("charte") && !address.contains("framed") { "charte.html" } else { "home.html" };
            json!({"language": null, "source": if frame.is_none() { page(name) } else { String::new() }})
        }
        _ if script.contains("indexedDB") => {
            let host = match frame.as_deref() {
                None => address.clone(),
                Some("own") => address.replace("://", "://frame."),
                Some(_) => "https://elsewhere.example/".to_owned(),
            };
            let stored = json!([{ "kind": "indexed_db", "name": "base", "size": null }, { "kind": "local_storage", "name": "cle", "size": 12 }]);
            let children: &[&str] = if frame.is_none() && address.contains("framed") && address.contains("charte") {
                &["other"]
            } else if frame.is_none() && address.contains("frames") {
                &["gone", "going", "own", "other", "silent"]
            } else {
                &[]
            };
            json!({
                "frame": { "address": host, "contacted": [{ "host": "cdn.example", "at": 1 }], "cut": false, "stored": stored, "keysCut": frame.is_some() },
                "status": if address.contains("maintenance") || address.contains("wakes.example/?asleep") { 503 } else { 200 },
                "loading": address.contains("loads-on"),
                "children": elements(children),
            })
        }
        _ if script == "return location.href" && address.contains("chromes-own") => {
            json!("chrome-error://chromewebdata/")
        }
        _ if script == "return location.href" && address.contains("download") => json!("data:,"),
        _ if script == "return location.href" => json!(address),
        _ if script.contains(".length") => json!(3),
        _ => json!([]),
    }
}

/// A fresh folder with a list of addresses.
fn list(name: &str, addresses: &[String]) -> (PathBuf, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("visit").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let sites = folder.join("sites.txt");
    fs::write(&sites, addresses.join("\n")).unwrap();
    (sites, folder.join("evidence"))
}

fn visit(sites: &Path, folder: &Path, more: &[&str], servers: &[&Server]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_cookie-charter"))
        .args(["visit", "--sites", sites.to_str().unwrap(), "--folder", folder.to_str().unwrap()])
        // The stand-in's pages ask for nothing and its domains mind no haste.
        .args(["--settle", "0.02", "--pause", "0.05"])
        .args(more)
        .arg("--webdriver")
        .args(servers.iter().map(|server| &server.address))
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn lines(folder: &Path) -> Vec<Value> {
    let text = fs::read_to_string(folder.join("results.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn two_hundred_sites_through_two_servers_one_of_which_vanishes() {
    // Domains of their own, so that politeness does not make the test long.
    let addresses: Vec<String> = (0..200).map(|n| format!("https://site-{n}.test/")).collect();
    let (sites, folder) = list("two-hundred", &addresses);
    let (stays, vanishes) = (Server::start(End::Never), Server::start(End::AfterSessions(60)));
    let (code, _, err) = visit(&sites, &folder, &["--jobs", "64"], &[&stays, &vanishes]);
    assert_eq!(code, Some(1), "{err}");
    let results = lines(&folder);
    let visited: BTreeSet<&str> = results.iter().map(|line| line["site"].as_str().unwrap()).collect();
    assert_eq!(results.len(), 200, "doubled or lost");
    assert_eq!(visited, addresses.iter().map(String::as_str).collect());
    for line in &results {
        assert_eq!(line["outcome"], "audited", "{line}");
        assert_eq!(
            (&line["declared"], &line["undeclared"]),
            (&0.into(), &0.into()),
            "the jar is another site's: {line}"
        );
        let pack = PathBuf::from(line["folder"].as_str().unwrap()).join("before");
        assert!(pack.join("report.json").is_file() && pack.join("screenshot.png").is_file(), "{line}");
    }
    assert!(vanishes.opened.load(Ordering::SeqCst) > 60 && stays.opened.load(Ordering::SeqCst) > 60);
}

#[test]
fn an_interrupted_run_goes_on() {
    let addresses: Vec<String> = (0..3).map(|n| format!("https://again-{n}.test/")).collect();
    let (sites, folder) = list("again", &addresses);
    let server = Server::start(End::Never);
    assert_eq!(visit(&sites, &folder, &[], &[&server]).0, Some(1));
    // As a kill leaves it: one line whole, one cut, one missing.
    let path = folder.join("results.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let mut kept: Vec<&str> = text.lines().take(2).collect();
    kept[1] = &kept[1][..40];
    fs::write(&path, kept.join("\n")).unwrap();
    let before = server.opened.load(Ordering::SeqCst);
    let (code, out, err) = visit(&sites, &folder, &[], &[&server]);
    assert_eq!(code, Some(1), "what the earlier run raised counts");
    assert!(err.contains("1 of 3 sites are in"), "{err}");
    assert!(out.contains("https://again-0.test/") && out.contains("3 sites: 3 with something raised"), "{out}");
    assert_eq!(server.opened.load(Ordering::SeqCst) - before, 2);
    let visited: BTreeSet<String> = lines(&folder).iter().map(|line| line["site"].to_string()).collect();
    assert_eq!((visited.len(), lines(&folder).len()), (3, 3));
}

#[test]
fn a_site_that_is_typed_is_visited_again() {
    let (sites, folder) = list("typed", &["https://again.test/".to_owned()]);
    let server = Server::start(End::Never);
    for round in 1..=2 {
        visit(&sites, &folder, &["https://again.test/"], &[&server]);
        assert_eq!((server.opened.load(Ordering::SeqCst), lines(&folder).len()), (round, 1));
    }
    let wrong = folder.join("wrong.txt");
    fs::write(&wrong, "\u{feff}https://again.test/ # the first\r\nagain\r\n").unwrap();
    let (code, _, err) = visit(&wrong, &folder, &[], &[&server]);
    assert_eq!(code, Some(2));
    assert!(err.contains("wrong.txt: line 2: \"again\" is not an address"), "{err}");
}

#[cfg(unix)]
#[test]
fn an_interruption_finishes_what_is_in_hand() {
    let addresses: Vec<String> = (0..40).map(|n| format!("https://stop-{n}.test/")).collect();
    let (sites, folder) = list("interrupted", &addresses);
    let server = Server::start(End::Never);
    let mut child = Command::new(env!("CARGO_BIN_EXE_cookie-charter"))
        .args(["visit", "--sites", sites.to_str().unwrap(), "--folder", folder.to_str().unwrap(), "--settle", "0.02"])
        .args(["--pause", "0", "--webdriver", &server.address])
        .env("LC_ALL", "C")
        .stderr(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Its first line says that a site is done, and that it listens to signals.
    let mut first = String::new();
    let mut err = BufReader::new(child.stderr.take().unwrap());
    err.read_line(&mut first).unwrap();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let mut rest = String::new();
    err.read_to_string(&mut rest).unwrap();
    let code = child.wait().unwrap().code();
    let done = lines(&folder).len();
    assert!(done < 40, "{first}{rest}");
    assert!(rest.contains(&format!("interrupted: {} sites are left", 40 - done)), "{first}{rest}");
    assert_eq!(code, Some(1), "something was raised in what was done");
    visit(&sites, &folder, &[], &[&server]);
    assert_eq!((lines(&folder).len(), server.opened.load(Ordering::SeqCst)), (40, 40), "each once");
}

#[test]
fn a_node_of_a_grid_that_vanishes_costs_no_site_and_one_that_is_not_there_is_told() {
    let (sites, folder) = list("grid", &["https://site.example/".to_owned()]);
    let server = Server::start(End::Grid);
    assert_eq!(visit(&sites, &folder, &[], &[&server]).0, Some(1));
    assert_eq!((&lines(&folder)[0]["outcome"], &lines(&folder)[0]["tries"]), (&"audited".into(), &2.into()));
    let (sites, folder) = list("grid-firefox", &["https://site.example/".to_owned()]);
    let (code, out, _) = visit(&sites, &folder, &["--browser", "firefox"], &[&server]);
    assert_eq!(code, Some(2));
    assert!(out.contains("the Grid has no node with firefox (its nodes have: chrome)"), "{out}");
    assert_eq!(server.opened.load(Ordering::SeqCst), 2, "no browser was asked for in vain");
}

/// A command that drives a browser of its own, which is none: its server starts a process and never says its port.
#[cfg(unix)]
fn with_own_browser(name: &str, driver: &str, pause: &str) -> (std::process::Child, PathBuf) {
    use std::os::unix::fs::PermissionsExt as _;
    let (_, evidence) = list(name, &[]);
    let folder = evidence.parent().unwrap().to_owned();
    for (name, text) in [("chromedriver", driver), ("chromium", "#!/bin/sh\n")] {
        fs::write(folder.join(name), text).unwrap();
        fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let child = Command::new(env!("CARGO_BIN_EXE_cookie-charter"))
        .args(["visit", "https://site.example/", "--pause", pause, "--folder", evidence.to_str().unwrap()])
        .env("PATH", path)
        .env("WHERE", &folder)
        .env("TMPDIR", &folder)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    (child, folder)
}

#[cfg(unix)]
fn until(holds: impl Fn() -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while !holds() {
        assert!(std::time::Instant::now() < end, "it does not come to hold");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[cfg(unix)]
#[test]
fn a_command_that_is_killed_leaves_no_browser_and_no_profile() {
    for (name, signals) in [("killed", ["-KILL"].as_slice()), ("stopped", &["-INT", "-INT"])] {
        // Whoever finds no name there ends: it outlives neither test nor folder.
        let driver = "#!/bin/sh\nsh -c 'while [ -e \"$0\" ]; do sleep 0.1; done' \"$TMPDIR\" &\n\
                      echo $$ > \"$WHERE/group\"\necho profile > \"$TMPDIR/profile\"\nwait\n";
        let (mut child, folder) = with_own_browser(name, driver, "3600");
        let group = folder.join("group");
        until(|| fs::read_to_string(&group).is_ok_and(|text| text.ends_with('\n')));
        let group = fs::read_to_string(&group).unwrap();
        assert_eq!(profiles(&folder), 1);
        for signal in signals {
            Command::new("kill").args([*signal, &child.id().to_string()]).status().unwrap();
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        child.wait().unwrap();
        let members = || Command::new("kill").args(["-0", "--", &format!("-{}", group.trim())]).output().unwrap();
        until(|| !members().status.success() && profiles(&folder) == 0);
    }
}

#[cfg(unix)]
fn profiles(folder: &Path) -> usize {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().starts_with("cookie-charter-")).count()
}

#[cfg(unix)]
#[test]
fn a_browser_that_closes_slowly_leaves_no_profile() {
    // Its server has ended, it is told to end, and writes once more.
    let driver = "#!/bin/sh\nsh -c 'trap \"\" TERM; echo > \"$WHERE/started\"; sleep 0.5; mkdir -p \"$TMPDIR/late\"; \
                  echo > \"$TMPDIR/late/file\"' > /dev/null &\nwhile ! [ -e \"$WHERE/started\" ]; do sleep 0.05; done\n";
    let (mut child, folder) = with_own_browser("slow", driver, "0");
    child.wait().unwrap();
    assert!(folder.join("started").is_file() && profiles(&folder) == 0);
}

#[test]
fn the_evidence_is_whole_and_without_values() {
    let (sites, folder) = list("evidence", &["https://site.example/".to_owned()]);
    let server = Server::start(End::Never);
    let (code, out, err) = visit(&sites, &folder, &["--accept", "#yes"], &[&server]);
    assert_eq!(code, Some(1), "{err}");
    assert!(out.contains("✗ ab_bucket") && out.contains("! sessionid") && out.contains("base"), "{out}");
    for stage in ["before", "accepted"] {
        let pack = folder.join("site.example").join(stage);
        let read =
            |name: &str| fs::read_to_string(pack.join(name)).unwrap_or_else(|error| panic!("{stage}/{name}: {error}"));
        let report: Value = serde_json::from_str(&read("report.json")).unwrap();
        assert_eq!(report["visit"]["stage"], stage);
        assert_eq!(report["visit"]["missing"], json!(["other-hosts-access", "requests-unheard"]));
        assert_eq!(
            report["visit"]["storage"][1],
            json!({ "kind": "indexed_db", "host": "site.example", "name": "base", "size": null })
        );
        assert_eq!(report["visit"]["hosts"][0], json!({ "name": "cdn.example", "knownBy": "timing" }));
        assert_eq!(report["charter"]["source"]["address"], "https://site.example/pages/charte-cookies");
        assert_eq!(report["charter"]["source"]["sha256"], sha256(read("charter.html").as_bytes()));
        for name in ["report.json", "report.html", "report.sarif", "report.xml", "visit.json", "hosts.har"] {
            assert!(!read(name).contains("SECRET"), "{stage}/{name}");
        }
        assert!(fs::read(pack.join("screenshot.png")).unwrap().starts_with(b"\x89PNG"));
    }
}

/// Each stage has its numbers, one table tells them apart, and what was clicked by chance is told.
#[test]
fn several_stages_stand_beside_one_another() {
    let (sites, folder) = list("beside", &["https://site.example/".to_owned()]);
    let (code, out, err) =
        visit(&sites, &folder, &["--accept", "#yes", "--refuse", "#any"], &[&Server::start(End::Never)]);
    assert_eq!(code, Some(1), "{err}");
    let astray = "--refuse #any clicked “Politique cookies”, which is one of 7 that it matches: is this the choice?";
    assert!(err.contains(astray), "{err}");
    assert!(err.contains("the evidence is in ") && err.contains("site.example"), "{err}");
    let stages = lines(&folder)[0]["stages"].clone();
    let told: Vec<_> =
        stages.as_array().unwrap().iter().map(|it| (&it["stage"], &it["undeclared"], &it["astray"])).collect();
    assert_eq!(
        told,
        [
            (&"before".into(), &1.into(), &Value::Null),
            (&"accepted".into(), &1.into(), &Value::Null),
            (&"refused".into(), &1.into(), &astray.into()),
        ]
    );
    assert!(out.contains("\nab_bucket  site.example  there               there            there\n"), "{out}");
    let refused = fs::read_to_string(folder.join("site.example/refused/visit.json")).unwrap();
    assert!(refused.contains("\"astray\""), "the evidence says it, too: {refused}");
    let table = fs::read_to_string(folder.join("site.example/stages.csv")).unwrap();
    assert!(table.contains("\n\"ab_bucket\",\"site.example\",\"there\",\"there\",\"there\""), "{table}");
}

/// What an earlier visit left, and whatever somebody put beside it, is nobody's to delete.
#[test]
fn what_an_earlier_visit_left_stays_beside_the_next_one() {
    let asked = ["https://site.example/?session=SECRET", "https://site.example/"].map(str::to_owned);
    let (sites, folder) = list("beside-one-another", &asked);
    let server = Server::start(End::Never);
    visit(&sites, &folder, &["--refuse", "#yes"], &[&server]);
    let note = folder.join("site.example/refused/NOTES.txt");
    fs::write(&note, "mine").unwrap();
    let (_, _, err) = visit(&sites, &folder, &["https://site.example/", "--no-screenshot"], &[&server]);
    assert!(err.contains("site.example holds earlier evidence, which stays as it is; this visit's is in "), "{err}");
    let kept: BTreeSet<String> =
        fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(kept, ["results.jsonl", "site.example", "site.example-2", "site.example-3"].map(str::to_owned).into());
    assert_eq!(fs::read_to_string(&note).unwrap(), "mine");
    assert!(
        folder.join("site.example-2/refused/report.json").is_file(),
        "the two of the list do not take each other's"
    );
    assert!(folder.join("site.example/before/screenshot.png").is_file());
    assert!(!folder.join("site.example-3/before/screenshot.png").exists());
    let line = lines(&folder).into_iter().find(|line| line["site"] == "https://site.example/").unwrap();
    assert!(line["folder"].as_str().unwrap().ends_with("site.example-3"), "{line}");
}

#[test]
fn a_folder_of_evidence_is_sealed_and_says_how_it_was_made() {
    let (sites, folder) = list("sealed", &["https://site.example/".to_owned()]);
    visit(&sites, &folder, &["--refuse", "#yes"], &[&Server::start(End::Never)]);
    let folder = folder.join("site.example");
    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    let mut names = Vec::new();
    for line in sums.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        assert_eq!(hash, sha256(&fs::read(folder.join(name)).unwrap()), "{name}");
        names.push(name);
    }
    let pack = [
        "charter.html",
        "hosts.har",
        "report.html",
        "report.json",
        "report.sarif",
        "report.xml",
        "screenshot.png",
        "visit.json",
    ];
    let packs = ["before", "refused"].iter().flat_map(|stage| pack.iter().map(move |name| format!("{stage}/{name}")));
    assert_eq!(names, packs.chain(["stages.csv".to_owned()]).collect::<Vec<_>>());
    let visit: Value = serde_json::from_str(&fs::read_to_string(folder.join("refused/visit.json")).unwrap()).unwrap();
    let driven = &visit["driven"];
    assert_eq!(driven["by"], concat!("cookie-charter ", env!("CARGO_PKG_VERSION")));
    assert_eq!((&driven["asked"], &driven["settle"]), (&"https://site.example/".into(), &20.into()));
    assert!(driven["watched"].as_u64() > driven["reloaded"].as_u64() && driven["reloaded"].is_u64(), "{driven}");
    let page = fs::read_to_string(folder.join("refused/report.html")).unwrap();
    let hash = sha256(&fs::read(folder.join("refused/charter.html")).unwrap());
    assert!(page.contains(&format!("SHA-256 of the page as the browser showed it {hash}")), "{page}");
    assert!(page.contains("s since the page was asked for; time without a new request required before reading: 0.0 s"));
    assert!(page.contains("loaded anew after the choice"));
}

#[test]
fn a_charter_in_a_frame_of_another_site_is_told() {
    let (sites, folder) = list("framed", &["https://framed.example/", "https://site.example/"].map(str::to_owned));
    let (_, out, _) = visit(&sites, &folder, &["--language", "fr"], &[&Server::start(End::Never)]);
    let line = &lines(&folder)[0];
    assert_eq!(line["outcome"], "charter-unreadable");
    let error = line["error"].as_str().unwrap();
    assert!(error.contains("charte-cookies: it shows a frame of elsewhere.example, which is not read; "), "{error}");
    let row = out.lines().find(|row| row.contains("framed.example")).unwrap();
    assert!(
        row.starts_with("       -          -           2      0  https://framed.example/"),
        "nothing was compared: {out}"
    );
    assert!(out.contains("\n       1          1           0      3  https://site.example/\n"), "{out}");
    let page = fs::read_to_string(folder.join("framed.example/before/report.html")).unwrap();
    assert!(page.contains("La page de la charte montre un cadre d’un autre site"), "{page}");
}

#[test]
fn a_list_tells_all_its_wrong_lines_and_takes_hosts_for_addresses() {
    let typed = ["site.example", "again", "https:/x y/", "other.example:8443/a?b", "# none", "mailto:me@a.example"];
    let (sites, folder) = list("lines", &typed.map(str::to_owned));
    let server = Server::start(End::Never);
    let (code, _, err) = visit(&sites, &folder, &[], &[&server]);
    assert_eq!(code, Some(2));
    let told = "line 2: \"again\", line 3: \"https:/x y/\", line 6: \"a.example\" are not addresses; expected ";
    assert!(err.contains(told), "{err}");
    fs::write(&sites, "site.example\nother.example:8443/a?b\n").unwrap();
    visit(&sites, &folder, &["localhost"], &[&server]);
    let mut visited: Vec<_> = lines(&folder).iter().map(|line| line["site"].as_str().unwrap().to_owned()).collect();
    visited.sort();
    assert_eq!(visited, ["https://localhost/", "https://other.example:8443/a?b", "https://site.example/"]);
}

/// What is set after a choice often comes with the next page only.
#[test]
fn after_a_choice_the_page_is_loaded_anew() {
    let (sites, folder) = list("anew", &["https://next-load.example/".to_owned()]);
    let server = Server::start(End::Never);
    visit(&sites, &folder, &["--accept", "#yes", "--refuse", "#yes"], &[&server]);
    let again =
        server.asked.lock().unwrap().iter().filter(|asked| asked.starts_with("again ")).cloned().collect::<Vec<_>>();
    assert_eq!(again, ["again s1", "again s2"], "once for each choice, never without one");
    for (stage, count) in [("before", 0), ("accepted", 1), ("refused", 1)] {
        let report = fs::read_to_string(folder.join("next-load.example").join(stage).join("report.json")).unwrap();
        let report: Value = serde_json::from_str(&report).unwrap();
        let late: Vec<&Value> =
            report["visit"]["cookies"].as_array().unwrap().iter().filter(|cookie| cookie["name"] == "_ga").collect();
        assert_eq!(late.len(), count, "{stage}");
        assert!(late.iter().all(|cookie| cookie["stage"] == stage), "{late:?}");
    }
}

#[test]
fn a_cookie_that_is_set_again_after_a_refusal_is_not_one_that_was_left() {
    let (sites, folder) = list("set-again", &["https://set-again.example/".to_owned()]);
    let (_, out, _) = visit(&sites, &folder, &["--refuse", "#yes"], &[&Server::start(End::Never)]);
    let report = fs::read_to_string(folder.join("set-again.example/refused/report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    let found = report["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "after-refusal");
    let told: BTreeSet<_> = found
        .map(|it| ["/cookie/name", "/severity", "/evidence/case"].map(|at| it.pointer(at).unwrap().as_str().unwrap()))
        .collect();
    assert_eq!(told, [["_fbp", "notice", "left"], ["_ga", "breach", "again"]].into(), "{out}");
    assert!(out.contains("_ga was there before the refusal and was set again after it."), "{out}");
}

#[test]
fn what_is_known_is_let_through_and_stays_in_the_evidence() {
    let (sites, folder) = list("known", &["https://site.example/".to_owned()]);
    let server = Server::start(End::Never);
    assert_eq!(visit(&sites, &folder, &[], &[&server]).0, Some(1));
    let known = folder.join("known.json");
    fs::rename(folder.join("site.example/before/report.json"), &known).unwrap();
    let more = ["https://site.example/", "--baseline", known.to_str().unwrap()];
    let (code, out, err) = visit(&sites, &folder, &more, &[&server]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert_eq!(lines(&folder)[0]["raised"], 0);
    let kept = fs::read_to_string(folder.join("site.example-2/before/report.json")).unwrap();
    assert!(kept.contains("ab_bucket"), "{kept}");
    assert_eq!(visit(&sites, &folder, &["https://site.example/", "--fail-on", "notice"], &[&server]).0, Some(1));
    assert_eq!(visit(&sites, &folder, &[&more[..], &["--strict"]].concat(), &[&server]).0, Some(1), "requests unheard");
    let (code, _, err) = visit(&sites, &folder, &["--baseline", sites.to_str().unwrap()], &[&server]);
    assert!(code == Some(2) && err.contains("sites.txt: "), "{err}");
}

/// Each stage has debts of its own.
#[test]
fn a_folder_of_evidence_is_a_baseline_for_each_of_its_stages() {
    let (sites, folder) = list("stages-known", &["https://site.example/".to_owned()]);
    let server = Server::start(End::Never);
    let stages = ["--refuse", "#yes"];
    assert_eq!(visit(&sites, &folder, &stages, &[&server]).0, Some(1));
    for known in [folder.clone(), folder.join("site.example")] {
        let again = folder.with_file_name("again");
        let _ = fs::remove_dir_all(&again);
        let known = ["--baseline", known.to_str().unwrap()];
        let (code, out, err) = visit(&sites, &again, &[stages, known].concat(), &[&server]);
        assert_eq!(code, Some(0), "{out}{err}");
        let junit = fs::read_to_string(again.join("site.example/refused/report.xml")).unwrap();
        assert!(junit.contains("failures=\"0\"") && junit.contains("<skipped"), "{junit}");
        let sarif = fs::read_to_string(again.join("site.example/refused/report.sarif")).unwrap();
        assert!(sarif.contains("cookie-charter/site.example/refused/"), "{sarif}");
        let (code, _, err) =
            visit(&sites, &again, &[&["--accept", "#yes", "https://site.example/"], &known[..]].concat(), &[&server]);
        assert!(code == Some(1) && err.contains(" has no accepted/report.json of https://site.example/"), "{err}");
    }
    let empty = folder.with_file_name("empty");
    fs::create_dir_all(&empty).unwrap();
    let (code, _, err) = visit(&sites, &folder, &["--baseline", empty.to_str().unwrap()], &[&server]);
    assert!(code == Some(2) && err.contains("empty: has no report of any of these sites"), "{err}");
}

#[test]
fn a_failed_site_is_not_forgotten_for_another_one() {
    let (sites, folder) = list("remembered", &["https://nowhere.test/".to_owned()]);
    let server = Server::start(End::Never);
    let (_, out, _) = visit(&sites, &folder, &[], &[&server]);
    assert!(out.contains("1 site: 0 with something raised"), "{out}");
    fs::write(&sites, "https://site.example/").unwrap();
    visit(&sites, &folder, &[], &[&server]);
    let kept: Vec<_> = lines(&folder).iter().map(|line| line["site"].clone()).collect();
    assert_eq!(kept, ["https://nowhere.test/", "https://site.example/"]);
}

#[test]
fn frames_are_read_as_the_extension_reads_them_and_told_where_they_are_not() {
    let (sites, folder) = list("frames", &["https://frames.example/".to_owned()]);
    let (_, out, err) = visit(&sites, &folder, &[], &[&Server::start(End::Never)]);
    let report = fs::read_to_string(folder.join("frames.example/before/report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    let stored = report["visit"]["storage"].as_array().unwrap();
    let hosts: BTreeSet<&str> = stored.iter().map(|key| key["host"].as_str().unwrap()).collect();
    assert_eq!(hosts, ["frame.frames.example", "frames.example"].into(), "what another site keeps is not the site's");
    let contacted = report["visit"]["hosts"].as_array().unwrap();
    let contacted: Vec<&str> = contacted.iter().map(|host| host["name"].as_str().unwrap()).collect();
    assert_eq!(contacted, ["cdn.example", "elsewhere.example", "frame.frames.example", "frames.example"]);
    let missing =
        json!(["other-hosts-access", "storage-bounded", "frame-unread", "frames-elsewhere", "requests-unheard"]);
    assert_eq!(report["visit"]["missing"], missing, "{err}");
    assert_eq!(lines(&folder)[0]["tries"], 1, "a frame that goes away is no browser that does");
    assert!(out.contains("A frame of the page could not be read"), "{out}");
    assert!(out.contains("The page shows frames of other sites: what they keep besides cookies"), "{out}");
}

/// What waits for the `load` event of such a page has not come.
#[test]
fn a_page_that_is_still_loading_is_no_clean_one() {
    let (sites, folder) = list("loading", &["https://loads-on.example/".to_owned()]);
    let (_, out, err) = visit(&sites, &folder, &[], &[&Server::start(End::Never)]);
    let report = fs::read_to_string(folder.join("loads-on.example/before/report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert!(report["visit"]["missing"].as_array().unwrap().contains(&json!("page-loading")), "{report}");
    assert!(out.contains("The page had not finished loading when it was read"), "{out}");
    let told = "the page had not finished loading when it was read, after half of --timeout: give it more time";
    assert!(err.contains(told), "{err}");
    let line = &lines(&folder)[0];
    assert_eq!((&line["outcome"], &line["stages"][0]["unsure"]), (&"audited".into(), &true.into()), "{line}");
}

/// A policy on one page and the list on another; the third page says in other words what the first says.
#[test]
fn charters_that_are_named_alike_are_read_together() {
    let (sites, folder) = list("two", &["https://two-charters.example/".to_owned()]);
    let server = Server::start(End::Never);
    let (_, out, _) = visit(&sites, &folder, &[], &[&server]);
    let report = fs::read_to_string(folder.join("two-charters.example/before/report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["charter"]["source"]["address"], "https://two-charters.example/policy");
    assert_eq!(report["furtherCharters"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(report["summary"]["undeclared"], 0, "{out}");
    assert!(folder.join("two-charters.example/before/charter-2.html").is_file());
}

#[test]
fn the_charter_that_is_named_is_the_one_that_is_read() {
    let (sites, folder) = list("named", &["https://site.example/".to_owned()]);
    let charter = folder.with_file_name("charter.html");
    fs::write(&charter, "<table><tr><th>Cookie<th>Purpose<tr><td>ab_bucket<td>Test<tr><td>sessionid<td>Login</table>")
        .unwrap();
    let server = Server::start(End::Never);
    visit(&sites, &folder, &["--charter", charter.to_str().unwrap()], &[&server]);
    assert_eq!(*server.asked.lock().unwrap(), ["https://site.example/"], "nothing else is looked for");
    assert_eq!((&lines(&folder)[0]["outcome"], &lines(&folder)[0]["undeclared"]), (&"audited".into(), &0.into()));

    let (sites, folder) = list("named-address", &["https://site.example/".to_owned()]);
    let address = "https://elsewhere.example/charte";
    visit(&sites, &folder, &["--charter", address], &[&server]);
    assert_eq!(lines(&folder)[0]["charter"], address);
    let (code, _, err) = visit(&sites, &folder, &["--charter", "no-such.html"], &[&server]);
    assert!(code == Some(2) && err.contains("no-such.html: there is no such file"), "{err}");
}

#[test]
fn a_charter_behind_a_password_is_said_to_be_so() {
    let (sites, folder) = list("members", &["https://members.example/".to_owned()]);
    let (code, out, _) = visit(&sites, &folder, &[], &[&Server::start(End::Never)]);
    assert_eq!(code, Some(2), "{out}");
    let told = lines(&folder)[0]["error"].as_str().unwrap().to_owned();
    assert!(
        told.contains("does not open: it leads to https://members.example/sign-in, which asks for a password"),
        "{told}"
    );
    assert!(told.contains("--charter FILE"), "{told}");
}

#[test]
fn a_click_that_cannot_be_made_says_why_and_keeps_the_stages_that_were_taken() {
    let server = Server::start(End::Never);
    let told = [
        ("#no", "--accept #no: nothing on the page matches it"),
        ("#hidden", "--accept #hidden: what it matches stays hidden"),
        (
            "#covered",
            "--accept #covered: what it matches is covered, and cannot be clicked: it is not clickable at point (1, 1)",
        ),
    ];
    let (sites, folder) = list("no-selector", &["https://site.example/".to_owned()]);
    let (code, out, _) = visit(&sites, &folder, &["--refuse", "#["], &[&server]);
    assert_eq!(code, Some(2), "nothing is opened for a wrong argument: {out}");
    assert!(out.contains("--refuse #[: this is no CSS selector; expected one such as #reject"), "{out}");
    assert!(server.asked.lock().unwrap().is_empty());
    for (selector, why) in told {
        let (sites, folder) = list("clicks", &["https://site.example/".to_owned()]);
        let (code, out, err) = visit(&sites, &folder, &["--accept", selector, "--refuse", "#yes"], &[&server]);
        assert_eq!(code, Some(1), "what was raised counts");
        let line = &lines(&folder)[0];
        assert_eq!((&line["outcome"], &line["undeclared"]), (&"failed".into(), &1.into()), "{err}");
        assert!(line["error"].as_str().unwrap().starts_with(why), "{line}");
        assert!(out.contains("Before your choice") && out.contains("After refusing"), "{out}");
        let stages =
            fs::read_dir(folder.join("site.example")).unwrap().filter(|it| it.as_ref().unwrap().path().is_dir());
        let stages = stages.count();
        assert_eq!(stages, 2, "{selector}");
    }
}

#[test]
fn what_is_shown_instead_of_the_site_is_never_taken_for_it() {
    let hosts =
        ["chromes-own", "download", "maintenance", "leads", "saves"].map(|host| format!("https://{host}.example/"));
    let (sites, folder) = list("instead", &hosts);
    let (code, out, _) = visit(&sites, &folder, &[], &[&Server::start(End::Never)]);
    assert_eq!(code, Some(1), "{out}");
    let told = |host: &str| {
        let lines = lines(&folder);
        let line = lines.iter().find(|line| line["site"].as_str().unwrap().contains(host)).unwrap();
        format!("{}: {}{}", line["outcome"], line["error"], line["shown"]).replace('"', "")
    };
    assert_eq!(told("chromes-own"), "failed: the browser shows an error page instead of the sitenull");
    assert_eq!(told("download"), "failed: the site shows no page: a download, or an empty answernull");
    let maintenance = told("maintenance");
    assert!(maintenance.starts_with("failed: the site answers with an error, HTTP 503; "), "{maintenance}");
    assert!(maintenance.contains("/pages/charte-cookies does not open: HTTP 503"), "{maintenance}");
    let saves = told("saves");
    assert!(
        saves.contains("charte-cookies does not open: it is a download, or leads back to https://saves."),
        "{saves}"
    );
    assert_eq!(told("leads"), "audited: nullhttps://elsewhere.example/");
    assert!(out.contains("leads to https://elsewhere.example/"), "{out}");
    let kept = folder.join("maintenance.example/before/report.json");
    assert!(kept.is_file(), "what an error page sets is evidence, too");
    // Read again, the report still says that the charter is there and did not open, and not that none was found.
    let report: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("saves.example/before/report.json")).unwrap()).unwrap();
    assert!(report["visit"]["missing"].as_array().unwrap().contains(&json!("charter-unopened")), "{report}");
    let found: Vec<&Value> = report["findings"].as_array().unwrap().iter().map(|finding| &finding["rule"]).collect();
    assert!(!found.contains(&&json!("no-charter")), "{found:?}");
}

#[test]
fn an_error_at_an_earlier_stage_is_told_with_the_stage() {
    let (sites, folder) = list("stages", &["https://wakes.example/".to_owned()]);
    let server = Server::start(End::Never);
    visit(&sites, &folder, &["--accept", "#yes"], &[&server]);
    let line = &lines(&folder)[0];
    assert_eq!(line["outcome"], "failed");
    assert_eq!(line["error"], "before any choice, the site answers with an error, HTTP 503");
}

#[test]
fn a_password_in_an_address_goes_to_the_site_and_nowhere_else() {
    let (_, folder) = list("password", &[]);
    let server = Server::start(End::Never);
    let output = Command::new(env!("CARGO_BIN_EXE_cookie-charter"))
        .args(["visit", "https://name:S3CRET@site.example/", "--settle", "0.02", "--webdriver", &server.address])
        .arg("--folder")
        .arg(&folder)
        .output()
        .unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(told.contains("✗ ab_bucket") && !told.contains("S3CRET"), "{told}");
    let pack = folder.join("site.example/before");
    let files = fs::read_dir(pack).unwrap().map(|entry| entry.unwrap().path()).chain([folder.join("results.jsonl")]);
    for file in files {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        assert!(!text.contains("S3CRET"), "{}", file.display());
    }
    let list = folder.join("signed.txt");
    fs::write(&list, "https://site.example/\nname:S3CRET@site.example\n").unwrap();
    let visit = |arguments: &[&str]| {
        let ran = Command::new(env!("CARGO_BIN_EXE_cookie-charter")).args(arguments).output().unwrap();
        let told = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert!(ran.status.code() == Some(2) && !told.contains("S3CRET"), "{told}");
        told
    };
    let no_address = "\"site.example\" is not an address";
    assert!(visit(&["visit", "name:S3CRET@site.example"]).contains(no_address));
    assert!(visit(&["visit", "--sites", list.to_str().unwrap()]).contains(no_address));
    assert!(visit(&["read", "https://name:S3CRET@site.example/"]).contains("site.example/: is an address"));
    let hub = |typed: &str| visit(&["visit", "https://site.example/", "--webdriver", typed]);
    assert!(hub("https://user:S3CRET@hub").contains("\"hub\" is asked over http only"));
    assert!(hub("http://user:S3CRET@hub").contains("\"hub\" is asked without name and password; leave them out"));
    assert!(hub("user:S3CRET@hub").contains("\"hub\" is not the address of a WebDriver server"));
    assert!(server.asked.lock().unwrap().contains(&"https://name:S3CRET@site.example/".to_owned()));
}

#[test]
fn what_cannot_be_visited_is_told_and_bounded() {
    let (sites, folder) = list("troubles", &["https://nowhere.test/".to_owned(), "https://fine.test/".to_owned()]);
    let server = Server::start(End::Never);
    let (_, out, err) = visit(&sites, &folder, &[], &[&server]);
    assert!(out.contains("ERR_NAME_NOT_RESOLVED"), "{out}{err}");
    assert_eq!(server.opened.load(Ordering::SeqCst), 2, "the site's own failure is not tried again");

    let (sites, folder) = list("silent", &["https://fine.test/".to_owned()]);
    let silent = Server::start(End::Silent);
    let (code, out, _) = visit(&sites, &folder, &["--timeout", "1"], &[&silent]);
    assert_eq!(code, Some(2));
    assert!(out.contains("no answer within the time for one site"), "{out}");

    let (sites, folder) = list("gone", &["https://fine.test/".to_owned()]);
    let ask = |arguments: &[&str]| {
        let ran = Command::new(env!("CARGO_BIN_EXE_cookie-charter")).arg("visit").args(arguments).output().unwrap();
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(ran.stderr).unwrap()
    };
    let file = folder.join("a-file");
    fs::create_dir_all(&folder).unwrap();
    fs::write(&file, "# nobody\n").unwrap();
    let file = file.to_str().unwrap();
    let there = ["https://fine.test/", "--webdriver", &server.address, "--folder", file];
    assert!(ask(&there).contains("a-file: is a file; expected a folder"), "{}", ask(&there));
    assert!(ask(&["--sites", file]).contains("a-file: is empty; expected one address a line"));
    assert!(ask(&["--sites", "."]).contains("is a folder; expected a file with one address a line"));
    assert!(ask(&["https://fine.test/", "--webdriver", "https://grid:4444"]).contains("over http only"));

    let gone = Server { address: "http://127.0.0.1:9".to_owned(), opened: Arc::default(), asked: Arc::default() };
    let (code, out, _) = visit(&sites, &folder, &[], &[&gone]);
    assert_eq!(code, Some(2));
    assert!(
        out.contains("no server is left; the last one: the WebDriver server does not answer: 127.0.0.1:9: "),
        "{out}"
    );
    assert_eq!(lines(&folder)[0]["outcome"], "failed");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
