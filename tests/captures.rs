//! Files of cookies as real tools write them: what is read, what is never kept, and that no file is fatal.

use cookie_charter::audit::audit;
use cookie_charter::charter;
use cookie_charter::cookie::import::{Capture, Form, ImportError, read};
use cookie_charter::cookie::{Cookie, Refusal, SameSite, Setter, StorageKind};
use cookie_charter::knowledge::base::Base;
use cookie_charter::page::{Form as PageForm, Page};
use proptest::prelude::*;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/captures")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn capture(name: &str) -> Capture {
    read(Cursor::new(bytes(name))).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn parse(text: &str) -> Result<Capture, ImportError> {
    read(Cursor::new(text.as_bytes()))
}

/// A cookie in one line: name, domain with a dot for sub-domains, flags, then how it ends.
fn line(cookie: &Cookie) -> String {
    let flags = [
        cookie.http_only.then_some(" HttpOnly"),
        cookie.secure.then_some(" Secure"),
        cookie.same_site.map(|it| match it {
            SameSite::None => " None",
            SameSite::Lax => " Lax",
            SameSite::Strict => " Strict",
        }),
        cookie.partition.as_ref().map(|_| " Partitioned"),
        cookie.refused.map(|_| " refused"),
    ];
    let flags: String = flags.into_iter().flatten().collect();
    let dot = if cookie.host_only { "" } else { "." };
    let end = cookie.expires.map_or("session".to_owned(), |expires| (expires / 86_400).to_string());
    format!("{} {dot}{}{}{flags} {end}", cookie.name, cookie.domain, cookie.path)
}

#[track_caller]
fn check(name: &str, form: Form, expected: &[&str]) -> Capture {
    let capture = capture(name);
    assert_eq!(capture.form, form, "{name}");
    assert_eq!(capture.cookies.iter().map(line).collect::<Vec<_>>(), expected, "{name}");
    assert!(!format!("{capture:?}").contains("SECRET"), "{name}: a value was kept");
    capture
}

#[test]
fn every_tool_is_read() {
    check(
        "curl.txt",
        Form::Netscape,
        &["sessionid opendata.localhost/ HttpOnly session", "csrftoken opendata.localhost/ 21144"],
    );
    check(
        "python.txt",
        Form::Netscape,
        &[
            "sessionid opendata.localhost/ session",
            "csrftoken opendata.localhost/ 21144",
            "uid .tracker.localhost/ Secure 23337",
            "part stats.tracker.localhost/ Secure 20781",
        ],
    );
    check(
        "extension.txt",
        Form::Netscape,
        &[
            "sessionid .opendata.localhost/ HttpOnly Secure 21144",
            "uid .tracker.localhost/ session",
            "empty opendata.localhost/app session",
        ],
    );
    check(
        "cookie-editor.json",
        Form::List,
        &["_pk_id.1.4f2a .opendata.localhost/ Lax 21173", "sessionid opendata.localhost/ HttpOnly session"],
    );
    check(
        "edit-this-cookie.json",
        Form::List,
        &["sessionid opendata.localhost/ HttpOnly session", "uid .tracker.localhost/ Secure None 23337"],
    );
    let live = [
        "sessionid opendata.localhost/ HttpOnly Lax session",
        "csrftoken opendata.localhost/ Lax 21144",
        "_pk_id.1.4f2a opendata.localhost/ Lax 21173",
        "part stats.tracker.localhost/ Secure None Partitioned 20781",
    ];
    check("playwright-storage-state.json", Form::Session, &live);
    check("devtools-cookies.json", Form::Session, &live);
    let mut puppeteer = capture("puppeteer-cookies.json");
    puppeteer.cookies.sort();
    assert_eq!(puppeteer.form, Form::List);
    assert_eq!(puppeteer.cookies.len(), 4);
    let [first, second, script, part] = live;
    check("webextension-cookies.json", Form::List, &[first, second, part, script]);
}

#[test]
fn partitions_keep_their_site() {
    for name in [
        "playwright-storage-state.json",
        "devtools-cookies.json",
        "puppeteer-cookies.json",
        "webextension-cookies.json",
    ] {
        let capture = capture(name);
        let partition = capture.cookies.iter().find_map(|cookie| cookie.partition.clone()).expect(name);
        assert_eq!(partition.top_level_site, "http://opendata.localhost", "{name}");
        assert_eq!(partition.has_cross_site_ancestor, Some(true), "{name}");
    }
}

#[test]
fn an_archive_becomes_the_jar_a_browser_would_hold() {
    let capture = check(
        "playwright.har",
        Form::Har,
        &[
            "_pk_id.1.4f2a .opendata.localhost/ session",
            "csrftoken opendata.localhost/ Lax 21144",
            "hop hop.localhost/ Secure None 20870",
            "part stats.tracker.localhost/ Secure None Partitioned 20781",
            "sessionid opendata.localhost/ HttpOnly Lax session",
            "uid .tracker.localhost/ Secure None 23337",
        ],
    );
    assert_eq!(capture.site.as_deref(), Some("http://opendata.localhost:8377/"));
    assert_eq!(capture.browser.as_deref(), Some("chromium 156.0.8078.79"));
    let hosts: Vec<&str> = capture.hosts.iter().map(|host| host.name.as_str()).collect();
    assert_eq!(hosts, ["hop.localhost", "opendata.localhost", "stats.tracker.localhost"]);
    let uid = capture.cookies.iter().find(|cookie| cookie.name == "uid").unwrap();
    let setter = Setter::Header {
        host: "stats.tracker.localhost".to_owned(),
        resource: Some("image".to_owned()),
        redirects: vec!["hop.localhost".to_owned()],
    };
    assert_eq!(uid.set_by, Some(setter));
    assert_eq!(uid.set_for.map(|seconds| seconds / 86_400), Some(2_556));
}

#[test]
fn archives_of_other_writers() {
    let entry = |response: &str| {
        format!(
            r#"{{"log":{{"entries":[
              {{"startedDateTime":"2026-11-23T09:00:00Z","request":{{"url":"https://www.isere.fr/"}},"response":{{}}}},
              {{"startedDateTime":"2026-11-23T09:00:01Z","_resourceType":"image","request":{{"url":"https://t.example.com/p"}},"response":{response}}}
            ]}}}}"#
        )
    };
    let lines = |response: &str| parse(&entry(response)).unwrap().cookies.iter().map(line).collect::<Vec<_>>();
    // Firefox joins headers by line feeds; an expired one removes what the first has set.
    let joined =
        r#"{"headers":[{"name":"set-cookie","value":"a=1; Path=/; SameSite=None; Secure\nb=2\nb=; Max-Age=0"}]}"#;
    assert_eq!(lines(joined), ["a t.example.com/ Secure None session"]);
    // An exporter that left the headers out.
    let parsed = r#"{"headers":[],"cookies":[{"name":"a","value":"SECRET","domain":".example.com","expires":"2026-11-24T09:00:01Z","httpOnly":true}]}"#;
    assert_eq!(lines(parsed), ["a .example.com/ HttpOnly refused 20781"]);
    // What no browser keeps in an embedded image.
    let lax = parse(&entry(r#"{"headers":[{"name":"Set-Cookie","value":"a=1; SameSite=Lax"}]}"#)).unwrap();
    assert_eq!(lax.cookies[0].refused, Some(Refusal::SameSite));
    assert_eq!(lax.cookies[0].set_at, Some(1_795_424_401));
    // What came without `SameSite` counts as Lax, but in Firefox; what was sent back was kept.
    let plain = r#"{"headers":[{"name":"Set-Cookie","value":"a=1"}]}"#;
    let refused = |archive: &str| {
        let archive = parse(archive).unwrap();
        archive.cookies.iter().map(|cookie| (cookie.only_sent, cookie.refused)).collect::<Vec<_>>()
    };
    assert_eq!(refused(&entry(plain)), [(true, Some(Refusal::SameSite))]);
    let firefox = entry(plain).replace(r#"{"log":{"#, r#"{"log":{"browser":{"name":"Firefox","version":"153"},"#);
    assert_eq!(refused(&firefox), [(true, None)]);
    let back =
        r#"]}},{"request":{"url":"https://t.example.com/q","cookies":[{"name":"a","value":"1"}]},"response":{}}]}}"#;
    let back = entry(plain).trim_end().trim_end_matches("]}}").trim_end().to_owned() + &back[3..];
    assert_eq!(refused(&back), [(false, None)]);
    // A byte order mark before the brace.
    let marked = format!("\u{feff}{}", entry(joined));
    assert_eq!(parse(&marked).unwrap().cookies.len(), 1);
}

#[test]
fn the_collectors_inspection_tells_who_set_what() {
    let capture = check(
        "inspection.json",
        Form::Inspection,
        &["_pk_id.1.4f2a .opendata.localhost/ Lax 21173", "uid .tracker.localhost/ Secure None session"],
    );
    assert_eq!(capture.cookies[0].set_by, Some(Setter::Script));
    assert_eq!(capture.cookies[0].set_for, Some(33_955_200));
    assert_eq!(capture.now, Some(1_795_472_229));
    assert_eq!(capture.browser.as_deref(), Some("Chromium 156.0.8078.79"));
    assert_eq!(capture.hosts.len(), 3);
    let stored = &capture.storage[0];
    assert_eq!(
        (stored.kind, stored.host.as_str(), stored.name.as_str(), stored.size),
        (StorageKind::LocalStorage, "opendata.localhost", "theme", Some(12))
    );
}

#[test]
fn errors_say_the_line_and_what_was_expected() {
    let says = |text: &str, expected: &str| {
        let start: String = text.chars().take(80).collect();
        let error = parse(text).expect_err(&start).to_string();
        assert!(error.contains(expected), "{start:?} said: {error}");
    };
    says("", "is empty; expected cookies:");
    says("  \n ", "is empty");
    says("<!doctype html><p>Cookies</p>", "is HTML or XML");
    says("sessionid\n", "line 1: 1 column found; expected 7, separated by tabs");
    says("# Netscape\nexample.org\tFALSE\t/\tFALSE\tsoon\tsid\tx\n", "line 2: the fifth column is no number");
    says("example.org\tmaybe\t/\tFALSE\t0\tsid\tx\n", "line 1: the second column is neither TRUE nor FALSE");
    says(
        "[{\"name\": \"a\", \"domain\": \"b\"},\n {\"name\": \"c\"}]",
        "line 2, column 14: \"domain\" is missing here (read as",
    );
    says(
        "[{\"name\": \"a\",\n\"domain\" \"b\"}]",
        "line 2, column 10: this is not written as JSON is; save or export the file again",
    );
    says("[{\"name\": \"a\", \"domain\": \"b\"}", "line 1, column 29: the file ends here, before it is complete");
    assert!(!parse("[\"S3CRET\"]").unwrap_err().to_string().contains("S3CRET"), "no value is quoted");
    says("{\"cookie\": []}", "an object with cookie; expected cookies:");
    says("{}", "an empty object");
    says("{\"schema\": \"cookie-charter/charter/1\"}", "is a charter, not cookies; give it after --charter");
    says("{\"name\": \"DPA\", \"knowledges\": []}", "is a knowledge base, not cookies; give it after --knowledge");
    says("[{\"name\": \"DPA\", \"knowledges\": []}]", "is a knowledge base, not cookies; give it after --knowledge");
    says("{\"schema\": \"cookie-charter/visit/1\", \"site\": 3}", "line 1, column 47: expected a string");
    says("{\"log\": {\"version\": \"1.2\"}}", "\"entries\" is missing here");
    says("\u{0}\u{1}\u{2}", "is binary data");
    says(&format!("{{\"a\":{}", "[".repeat(100_000)), "line 1, column 100005: the file ends here");
    says(&format!("[{{\"name\":{}", "[".repeat(100_000)), "line 1, column 10: expected a string");
    says(&format!("{}\n", "x".repeat(2_000_000)), "longer than a million bytes");
}

const FILES: [&str; 12] = [
    "curl.txt",
    "python.txt",
    "extension.txt",
    "cookie-editor.json",
    "devtools-cookies.json",
    "playwright-storage-state.json",
    "webextension-cookies.json",
    "inspection.json",
    "playwright.har",
    "puppeteer-cookies.json",
    "edit-this-cookie.json",
    "../cli/visit.json",
];

/// Our own report, which is an input too.
fn report() -> Vec<u8> {
    let visit = serde_json::from_slice(&bytes("../cli/visit.json")).unwrap();
    let source = fs::read_to_string(folder().join("../cli/charte.html")).unwrap();
    let page = Page { address: None, language: None, form: PageForm::Html, source };
    let charters = [charter::read(&page)];
    let report = cookie_charter::report::report(&charters, &visit, audit(&charters, &visit));
    serde_json::to_vec(&report).unwrap()
}

/// Every file that an option of the command line takes, and what reads it there.
fn read_somewhere(file: &[u8]) {
    let _ = read(Cursor::new(file)).map_err(|error| error.to_string());
    if let Ok(text) = std::str::from_utf8(file) {
        let _ = Base::read(text).map_err(|error| error.to_string());
        let _ = serde_json::from_str::<charter::Charter>(text);
        let _ = serde_json::from_str::<cookie_charter::report::Report>(text);
    }
    for form in [PageForm::Html, PageForm::Text] {
        let source = String::from_utf8_lossy(file).into_owned();
        charter::read(&Page { address: None, language: None, form, source });
    }
}

#[test]
fn a_file_cut_anywhere_is_no_catastrophe() {
    for name in FILES {
        let whole = bytes(name);
        let step = if whole.len() > 4_000 { 13 } else { 1 };
        for end in (0..whole.len()).step_by(step) {
            if let Err(error) = read(Cursor::new(&whole[..end])) {
                assert!(!error.to_string().contains("SECRET"), "{name} cut at {end}: {error}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_mutated_file_is_no_catastrophe(
        file in prop::sample::select(FILES.map(bytes).into_iter().chain([report(), bytes("../cli/knowledge.json"), bytes("../cli/charte.html"), bytes("../cli/charte.txt")]).collect::<Vec<_>>()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..12),
    ) {
        let mut file = file;
        for (place, byte, change) in changes {
            if file.is_empty() {
                break;
            }
            let place = place.index(file.len());
            match change {
                0 => file[place] = byte,
                1 => file.insert(place, byte),
                2 => drop(file.remove(place)),
                _ => {
                    let end = (place + usize::from(byte)).min(file.len());
                    let copy = file[place..end].to_vec();
                    file.splice(place..place, copy);
                }
            }
        }
        read_somewhere(&file);
    }

    #[test]
    fn any_bytes_are_no_catastrophe(file in prop::collection::vec(any::<u8>(), 0..400)) {
        read_somewhere(&file);
    }
}
