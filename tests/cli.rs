//! The real command on real files: what it prints, what it says when it cannot, and its exit status.

use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SITE: &str = "https://opendata.example/";

/// What one run of the command gave.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("the answer is UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

/// The command in the folder of its fixtures, in English, without colours.
fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cookie-charter"));
    command.args(args).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli"));
    command.env("LC_ALL", "C").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn run(args: &[&str]) -> Ran {
    command(args).output().expect("the command runs").into()
}

fn run_with(args: &[&str], input: &[u8]) -> Ran {
    let mut child = command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that refuses its arguments does not read: the pipe may be closed already.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap().into()
}

fn audit(more: &[&str]) -> Ran {
    run(&[&["audit", "--charter", "charte.html", "--cookies", "visit.json", "--site", SITE], more].concat())
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", ran.out, ran.err))
}

/// A file of this test run.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}

/// The findings of a report: rule, severity, cookie or declaration.
fn findings(report: &Value) -> Vec<String> {
    let one = |finding: &Value| {
        let name = finding["cookie"]["name"].as_str().or(finding["declaration"]["name"].as_str()).unwrap_or("-");
        format!("{} {} {name}", finding["rule"].as_str().unwrap(), finding["severity"].as_str().unwrap())
    };
    report["findings"].as_array().unwrap().iter().map(one).collect()
}

/// Runs Python on a text: its own readers of CSV and XML are the judges.
fn python(script: &str, input: &str) -> Value {
    let mut child = Command::new("python3")
        .args(["-c", script])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is there");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "python refused:\n{input}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_charter_is_read_from_html_text_and_standard_input() {
    let names = |ran: &Ran| -> Vec<String> {
        let charter = json(ran);
        assert_eq!(charter["schema"], "cookie-charter/charter/1");
        assert_eq!(charter["language"], "fr");
        let declarations = charter["declarations"].as_array().unwrap();
        declarations.iter().map(|declaration| declaration["name"].as_str().unwrap().to_owned()).collect()
    };
    let expected = ["sessionid", "django_language", "csrftoken", "cookies_preferences"];
    let html = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/charte.html")).unwrap();
    let text = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/charte.txt")).unwrap();
    assert_eq!(names(&run(&["read", "charte.html", "--format", "json"])), expected);
    assert_eq!(names(&run(&["read", "charte.txt", "--format", "json"])), expected);
    assert_eq!(names(&run_with(&["read", "-", "--format", "json"], &html)), expected);
    assert_eq!(names(&run_with(&["read", "-", "--format", "json"], &text)), expected);
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(std::str::from_utf8(&html).unwrap());
    let ran = run_with(&["read", "-", "--format", "json"], &latin);
    assert_eq!(names(&ran), expected);
    assert_eq!(json(&ran)["declarations"][0]["purpose"], "Se souvenir de l’utilisateur d’une page à l’autre");
}

#[test]
fn what_read_prints_keeps_its_shape() {
    let ran = run(&["read", "charte.html", "--format", "json", "--address", "https://opendata.example/charte"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let charter = json(&ran);
    let keys: Vec<&String> = charter.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["claims", "columns", "declarations", "doubts", "language", "schema", "source"]);
    assert_eq!(charter["source"]["address"], "https://opendata.example/charte");
    assert_eq!(charter["source"]["sha256"].as_str().map(str::len), Some(64));
    let declaration = charter["declarations"][0].as_object().unwrap();
    let keys: Vec<&String> = declaration.keys().collect();
    let all = [
        "asWritten",
        "category",
        "domain",
        "doubts",
        "evidence",
        "kind",
        "lifetime",
        "name",
        "party",
        "provider",
        "purpose",
        "service",
    ];
    assert_eq!(keys, all);
    let french = run(&["read", "charte.html", "--language", "fr"]).out;
    assert!(
        french.contains("4 cookies déclarés") && french.contains("Catégorie") && !french.contains("necessary"),
        "{french}"
    );
    let page = file("unsure.html", "<html lang=fr><table><tr><th>Nom du cookie<th>Durée<tr><td>_ga<td>13 mois<tr><td>zz<td>tant que dure la lune</table>".as_bytes());
    let unsure = run(&["read", page.to_str().unwrap(), "--language", "fr"]).out;
    assert!(
        unsure.contains("13 mois (396\u{a0}jours)") && unsure.contains("Durée écrite en mots non reconnus. «"),
        "{unsure}"
    );
    let text = run(&["read", "charte.html"]);
    assert!(text.out.contains("4 declared:") && text.out.contains("\n  cookies_preferences\n"), "{}", text.out);
}

#[test]
fn find_prints_candidates() {
    let ran = run(&["find", "home.html", "--address", SITE, "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let candidates = json(&ran)["candidates"].as_array().unwrap().clone();
    assert_eq!(candidates[0]["address"], "https://opendata.example/pages/charte-cookies");
    assert_eq!(candidates[0]["text"], "Charte cookies");
    assert!(candidates[0]["score"].as_f64().unwrap() > 0.5);
}

/// A piece of a page is read as one, from a file or not.
#[test]
fn a_fragment_is_a_page_wherever_it_comes_from() {
    let ran = run_with(&["find", "-", "--address", SITE], b"<a href=\"/cookies\">Cookies</a>\n");
    assert!(ran.out.contains("https://opendata.example/cookies"), "{}", ran.out);
    assert!(ran.out.contains("(its words name a charter)"), "{}", ran.out);
}

/// What is called a charter and cannot be followed is said to be there.
#[test]
fn links_that_lead_elsewhere_are_told() {
    let page = b"<a href=\"https://www.other.example/cookies\">Cookie policy</a><a href=\"/cookies.pdf\">Cookie policy</a><a href=\"/x\">Team</a>";
    let ran = run_with(&["find", "-", "--address", SITE], page);
    assert!(ran.code == Some(0) && ran.out.starts_with("No link of this page leads to a charter"), "{}", ran.out);
    assert!(
        ran.out.contains("https://www.other.example/cookies") && ran.out.contains("(at another site)"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("cookies.pdf") && ran.out.contains("(a file;"), "{}", ran.out);
    let answer = json(&run_with(&["find", "-", "--address", SITE, "--format", "json"], page));
    assert_eq!(answer["candidates"], serde_json::json!([]));
    assert_eq!(answer["beside"].as_array().unwrap().len(), 2);
}

/// Reports go into files, each in the format that its ending tells, or in the one that was typed.
#[test]
fn reports_are_written_into_files() {
    let place = |name: &str| file(name, b"").to_str().unwrap().to_owned();
    let (html, sarif, json, odd) = (place("out.html"), place("out.SARIF"), place("out.json"), place("out.odd"));
    let ran = audit(&["--output", &html, "--output", &sarif, "--output", &json]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(1), "", ""));
    let written = |path: &str| fs::read_to_string(path).unwrap();
    assert!(written(&html).starts_with("<!doctype html>") && written(&sarif).contains("\"2.1.0\""));
    assert_eq!(written(&json), audit(&["--format", "json"]).out);
    assert_eq!(audit(&["--output", &odd, "--format", "csv"]).code, Some(1));
    assert!(written(&odd).contains("ab_bucket"));
    let ran = audit(&["--output", &html, "--format", "json"]);
    assert!(
        ran.err.contains("out.html: is written as json, as --format says, though its ending tells html"),
        "{}",
        ran.err
    );
    assert!(written(&html).starts_with('{'));
    audit(&["--output", &html]);
    let ran = audit(&["--output", &html, "--output", &json, "--format", "sarif"]);
    assert!(ran.code == Some(2) && ran.err.contains("another format than --format"), "{}", ran.err);
    assert!(written(&html).starts_with("<!doctype html>"));
    let says = |args: &[&str], expected: &str| {
        let ran = run(args);
        assert!(ran.code == Some(2) && ran.err.contains(expected), "{args:?}: {}", ran.err);
    };
    assert_eq!(run(&["read", "charte.html", "--output", &json]).code, Some(0));
    assert!(written(&json).contains("cookie-charter/charter/1"));
    says(&["read", "charte.html", "--output", &html], "its ending tells no format; expected .txt, .json, or --format");
    says(&["read", &json, "--output", &json], "is read and would be overwritten");
    let base = ["audit", "--charter", "charte.html", "--cookies", "visit.json", "--output"];
    says(&[&base[..], &[&odd]].concat(), "out.odd: its ending tells no format; expected inspection.json, .txt, .json");
    says(&[&base[..], &["visit.json"]].concat(), "visit.json: is read and would be overwritten");
    says(&[&base[..], &["nowhere/out.csv"]].concat(), "nowhere/out.csv: cannot be written");
}

#[test]
fn an_audit_tells_what_differs() {
    let ran = audit(&["--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let report = json(&ran);
    let raised: Vec<String> = findings(&report)
        .into_iter()
        .filter(|finding| finding.contains(" breach ") || finding.contains("never-seen"))
        .collect();
    let expected = [
        "undeclared breach ab_bucket",
        "undeclared-third-party breach uid",
        "never-seen information django_language",
        "never-seen information cookies_preferences",
    ];
    assert_eq!(raised, expected);
    assert_eq!(report["schema"], "cookie-charter/report/1");
    assert_eq!(report["visit"]["stage"], "before");
    assert_eq!((&report["summary"]["declared"], &report["summary"]["thirdParty"]), (&2.into(), &1.into()));
}

#[test]
fn every_capture_of_one_visit_raises_the_same_cookies() {
    let raised = |file: &str| -> Vec<String> {
        let path = format!("../captures/{file}");
        let args =
            ["audit", "--charter", "charte.html", "--cookies", &path, "--site", "http://opendata.localhost:8377/"];
        let ran = run(&[&args[..], &["--now", "2026-11-23T22:20:00Z", "--format", "json"]].concat());
        assert_eq!(ran.code, Some(1), "{file}: {}", ran.err);
        assert!(!ran.out.contains("SECRET"), "{file}: a value was kept");
        let mut names: Vec<String> = findings(&json(&ran))
            .into_iter()
            .filter(|it| it.contains("undeclared") && !it.contains("undeclared-storage"))
            .collect();
        names.sort();
        names.dedup();
        names
    };
    let live = ["undeclared breach _pk_id.1.4f2a", "undeclared-third-party breach part"];
    for file in [
        "playwright-storage-state.json",
        "puppeteer-cookies.json",
        "devtools-cookies.json",
        "webextension-cookies.json",
    ] {
        assert_eq!(raised(file), live, "{file}");
    }
    let sent = [
        "undeclared breach _pk_id.1.4f2a",
        "undeclared-third-party breach hop",
        "undeclared-third-party breach part",
        "undeclared-third-party breach uid",
    ];
    assert_eq!(raised("playwright.har"), sent);
    assert_eq!(raised("python.txt"), ["undeclared-third-party breach part", "undeclared-third-party breach uid"]);
    assert_eq!(raised("inspection.json"), ["undeclared breach _pk_id.1.4f2a", "undeclared-third-party breach uid"]);
}

#[test]
fn a_report_is_a_capture_too_and_gives_itself_again() {
    let first = audit(&["--format", "json"]).out;
    let report = file("report.json", first.as_bytes());
    let again = run(&["audit", "--charter", "charte.html", "--cookies", report.to_str().unwrap(), "--format", "json"]);
    assert_eq!(again.out, first);
    let alone = run(&["audit", "--cookies", report.to_str().unwrap(), "--format", "json"]);
    assert_eq!(alone.out, first, "the report brings its own charter");
}

#[test]
fn standard_input_is_read_as_a_file_is() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures");
    let args = |cookies: &'static str| {
        [
            "audit",
            "--charter",
            "charte.html",
            "--cookies",
            cookies,
            "--site",
            SITE,
            "--now",
            "2026-11-23T22:20:00Z",
            "--format",
            "json",
        ]
    };
    for (name, path) in [
        ("playwright.har", "../captures/playwright.har"),
        ("python.txt", "../captures/python.txt"),
        ("webextension-cookies.json", "../captures/webextension-cookies.json"),
    ] {
        let content = fs::read(fixtures.join(name)).unwrap();
        let marked = [b"\xef\xbb\xbf", content.as_slice()].concat();
        let expected = run(&args(path)).out;
        assert!(expected.contains("findings"), "{name}");
        // Only the name of the file is not known then, and its hash is that of its bytes.
        let expected = unnamed(&expected);
        assert_eq!(unnamed(&run_with(&args("-"), &content).out), expected, "{name}");
        assert_eq!(unnamed(&run_with(&args("-"), &marked).out), expected, "{name} with a byte order mark");
    }
    let report = audit(&["--format", "json"]).out;
    let alone = run_with(&["audit", "--cookies", "-", "--format", "json"], report.as_bytes());
    assert_eq!(alone.out, report, "a report on standard input brings its charter, too");
    let twice = run_with(&["audit", "--charter", "-", "--cookies", "-", "--site", SITE], b"");
    assert!(twice.err.contains("standard input (-) can be read only once"), "{}", twice.err);
}

/// A report without the names and hashes of the files of cookies.
fn unnamed(report: &str) -> Value {
    let mut report: Value = serde_json::from_str(report).unwrap();
    report["visit"].as_object_mut().unwrap().remove("files");
    report
}

/// Which file a report judges is told in it, by its name and the hash of its bytes; a report given alone gives itself again.
#[test]
fn a_report_names_the_files_of_cookies_that_it_judges() {
    let har = "../captures/playwright.har";
    let args = |more: &[&str]| {
        let base = ["audit", "--charter", "charte.html", "--site", SITE, "--cookies", har, "visit.json"];
        run(&[&base[..], more].concat())
    };
    let hash = |path: &str| {
        use sha2::Digest as _;
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli").join(path)).unwrap();
        sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let report = json(&args(&["--format", "json"]));
    let files = serde_json::json!([
        { "name": "playwright.har", "sha256": hash(har) },
        { "name": "visit.json", "sha256": hash("visit.json") },
    ]);
    let mut told = report["visit"]["files"].as_array().unwrap().clone();
    told.sort_by_key(|file| file["name"].to_string());
    assert_eq!(Value::from(told), files);
    for format in ["text", "html", "markdown"] {
        let said = args(&["--format", format, "--language", "fr"]).out;
        assert!(said.contains("playwright.har · SHA-256 du fichier ") && said.contains(&hash(har)), "{format}: {said}");
        assert!(!said.contains("captures/"), "{format}");
    }
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures/playwright.har")).unwrap();
    let args = ["audit", "--charter", "charte.html", "--site", SITE, "--cookies", "-", "--format", "json"];
    let streamed = json(&run_with(&args, &bytes));
    assert_eq!(streamed["visit"]["files"], serde_json::json!([{ "name": null, "sha256": hash(har) }]));
    let kept = file("named.json", report.to_string().as_bytes());
    let again = json(&run(&["audit", "--cookies", kept.to_str().unwrap(), "--format", "json"]));
    assert_eq!(again["visit"]["files"], report["visit"]["files"]);
}

/// What a hash is of is told, and a charter that is given beside the report of a visit is not what the browser showed.
#[test]
fn a_report_says_what_the_hash_of_a_charter_is_of() {
    let charter = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/charte.html")).unwrap();
    let args = ["audit", "--charter", "-", "--cookies", "visit.json", "--site", SITE, "--format", "json"];
    let mut report = json(&run_with(&args, &charter));
    report["charter"]["source"]["textOf"] = "shown".into();
    report["visit"]["charterRead"] = 1_795_390_000.into();
    report["visit"]["driven"] =
        serde_json::json!({ "by": "cookie-charter 0.1.0", "asked": SITE, "settle": 1000, "watched": 3460 });
    let report = file("driven.json", report.to_string().as_bytes());
    let report = report.to_str().unwrap();
    let told = |ran: Ran| ran.out.lines().filter(|it| it.contains("SHA-256")).map(str::to_owned).collect::<Vec<_>>();
    let [shown, _] = told(run(&["audit", "--cookies", report])).try_into().unwrap();
    assert!(shown.contains("SHA-256 of the page as the browser showed it "), "{shown}");
    let [given, _] = told(run_with(&["audit", "--charter", "-", "--cookies", report], &charter)).try_into().unwrap();
    assert!(given.contains("SHA-256 of the text that was read "), "{given}");
    let [named, _] = told(run(&["audit", "--charter", "charte.html", "--cookies", report])).try_into().unwrap();
    assert!(named.contains("charte.html · SHA-256 of the file "), "{named}");
    let out = run(&["audit", "--cookies", report]).out;
    assert!(out.contains("3.5 s since the page was asked for"), "{out}");
}

/// Whoever reads the first line only and goes away changes no verdict.
#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_changes_no_exit_code() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let more = ["--cookies", "visit.json", "--site", SITE];
    let status =
        command(&[&["audit", "--charter", "charte.html"][..], &more].concat()).stdout(writer).status().unwrap();
    assert_eq!(status.code(), audit(&[]).code);
    assert_eq!(status.code(), Some(1));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    assert_eq!(command(&["read", "charte.html"]).stdout(writer).status().unwrap().code(), Some(0));
}

/// What the extension knows beyond the capture: which charter was there before, when this one was read, who told the stage.
#[test]
fn a_report_keeps_what_the_visit_knew() {
    let mut first = json(&audit(&["--format", "json"]));
    first["visit"]["lastCharter"] = "0".repeat(64).into();
    first["visit"]["charterRead"] = 1_795_390_000.into();
    first["visit"]["toldBy"] = "Klaro".into();
    first["held"][0]["seenIn"] = serde_json::json!({ "visits": 2, "of": 3 });
    let report = file("known.json", first.to_string().as_bytes());
    let report = report.to_str().unwrap();
    let again = json(&run(&["audit", "--cookies", report, "--format", "json"]));
    assert_eq!((&again["visit"], &again["held"]), (&first["visit"], &first["held"]));
    let named = json(&run(&["audit", "--charter", "charte.html", "--cookies", report, "--format", "json"]));
    assert_eq!(named["visit"]["charterRead"], Value::Null, "nobody tells when it was read");
    let text = run(&["audit", "--charter", "charte.html", "--cookies", report]).out;
    assert!(text.contains("as provided, date unknown") && !text.contains("read on"), "{text}");
}

#[test]
fn a_judgement_in_a_report_is_kept_at_the_next_visit() {
    let mut first = json(&audit(&["--format", "json"]));
    let findings = first["findings"].as_array().unwrap();
    let place = findings.iter().position(|finding| finding["rule"] == "undeclared").unwrap();
    first["findings"][place]["judgement"] =
        serde_json::json!({ "opinion": "accepted", "note": "Ticket 7.", "at": 1_795_392_000 });
    let report = file("judged.json", first.to_string().as_bytes());
    let cookies = report.to_str().unwrap();
    let later = ["audit", "--charter", "charte.html", "--cookies", cookies, "--now", "2026-11-23T10:00:00Z"];
    let kept = json(&run(&[&later[..], &["--format", "json"]].concat()));
    let judged = kept["findings"].as_array().unwrap().iter().filter(|finding| finding.get("judgement").is_some());
    let judged: Vec<_> = judged.map(|finding| (&finding["rule"], &finding["judgement"]["note"])).collect();
    assert_eq!(judged, [(&"undeclared".into(), &"Ticket 7.".into())]);
    for format in ["text", "csv", "html", "markdown", "sarif", "junit"] {
        let ran = run(&[&later[..], &["--format", format]].concat());
        assert!(ran.out.contains("Ticket 7"), "{format}: {}", ran.out);
    }
}

#[test]
fn an_archive_without_cookies_is_said_to_be_one() {
    let har = file(
        "sanitized.har",
        br#"{"log":{"entries":[{"startedDateTime":"2026-11-23T09:00:00Z","request":{"url":"https://opendata.example/"},"response":{"headers":[]}}]}}"#,
    );
    let ran = run(&["audit", "--charter", "charte.html", "--cookies", har.to_str().unwrap(), "--format", "json"]);
    assert!(ran.err.contains("sanitized.har: this archive has no cookie at all"), "{}", ran.err);
    assert_eq!(json(&ran)["visit"]["site"], SITE);
    assert_eq!(json(&ran)["visit"]["missing"], serde_json::json!(["archive-without-cookies"]));
    assert_eq!(ran.code, Some(2), "nothing can be concluded");
    let report = file("sanitized.json", ran.out.as_bytes());
    assert_eq!(run(&["audit", "--cookies", report.to_str().unwrap()]).code, Some(2), "nor from its report");
    for format in ["text", "csv", "html", "markdown", "sarif", "junit"] {
        let args = ["audit", "--charter", "charte.html", "--cookies", har.to_str().unwrap(), "--language", "fr"];
        let ran = run(&[&args[..], &["--format", format]].concat());
        assert!(format == "csv" || ran.out.contains("L’archive HAR ne contient aucun cookie"), "{format}: {}", ran.out);
        assert!(!ran.out.contains("Aucun cookie n’a été vu"), "{format}: {}", ran.out);
        assert!(!ran.out.contains("never-seen") && !ran.out.contains("0 écart"), "{format}: {}", ran.out);
    }
}

/// The list of hosts that a visit keeps is no visit without cookies.
#[test]
fn a_list_of_hosts_is_no_source_of_cookies() {
    let hosts = file(
        "hosts.har",
        br#"{"log":{"version":"1.2","creator":{"name":"Cookie Charter"},"entries":[{"request":{"url":"https://opendata.example/"}}]}}"#,
    );
    let ran = run(&["audit", "--charter", "charte.html", "--cookies", hosts.to_str().unwrap()]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("hosts.har: lists the hosts") && ran.err.contains("report.json"), "{}", ran.err);
}

#[test]
fn reports_of_two_sites_are_not_joined() {
    let report = audit(&["--format", "json"]).out;
    let (one, same, other) = (
        file("of-one.json", report.as_bytes()),
        file(
            "of-the-same.json",
            report.replace("https://opendata.example/", "https://www.opendata.example/x").as_bytes(),
        ),
        file("of-another.json", report.replace("https://opendata.example/", "https://other.example/").as_bytes()),
    );
    let both = |second: &Path| run(&["audit", "--cookies", one.to_str().unwrap(), second.to_str().unwrap()]);
    assert_eq!(both(&same).code, Some(1));
    let ran = both(&other);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(
        ran.err.contains("of-another.json: is of https://other.example/; expected a report of the site of"),
        "{}",
        ran.err
    );
}

/// What had expired is counted, and where nothing is left nothing is concluded.
#[test]
fn cookies_that_had_expired_are_counted() {
    let cookies = file(
        "all-expired.txt",
        b"a.example\tTRUE\t/\tFALSE\t1795392000\tone\tv\na.example\tTRUE\t/\tFALSE\t1795392000\ttwo\tv\n",
    );
    let at = |now: &str| {
        let site = ["--site", "https://a.example/", "--language", "fr", "--now", now];
        run(&[&["audit", "--charter", "charte.html", "--cookies", cookies.to_str().unwrap()], &site[..]].concat())
    };
    let late = at("2031-01-01");
    assert_eq!(late.code, Some(2), "{}", late.out);
    assert!(
        late.out.contains("2 cookies avaient expiré") && !late.out.contains("Aucun cookie n’a été vu"),
        "{}",
        late.out
    );
    assert!(!at("2026-11-22").out.contains("expiré"));
}

/// The longest time that an archive shows a cookie to be set for is compared, and so is a claim with the page's own table.
#[test]
fn what_saved_evidence_shows_is_compared_whole() {
    let charter = file(
        "claims.html",
        "<html lang=fr><meta charset=utf-8><h1>Politique cookies</h1><table><tr><th>Nom<th>Finalité<th>Durée<tr><td>stat<td>Mesure d’audience<td>13 mois<tr><td>day<td>Préférences<td>1 jour</table><p>Ce site n’utilise pas de cookies.</p>".as_bytes(),
    );
    let har = file(
        "twice.har",
        br#"{"log":{"entries":[
            {"startedDateTime":"2026-11-20T10:00:00Z","request":{"url":"https://a.example/"},"response":{"headers":[{"name":"Set-Cookie","value":"stat=1; Max-Age=63072000"},{"name":"Set-Cookie","value":"day=1; Max-Age=108000"}]}},
            {"startedDateTime":"2026-11-20T10:05:00Z","request":{"url":"https://a.example/b"},"response":{"headers":[{"name":"Set-Cookie","value":"stat=1; Max-Age=3600"}]}}
        ]}}"#,
    );
    let args =
        ["audit", "--charter", charter.to_str().unwrap(), "--cookies", har.to_str().unwrap(), "--language", "fr"];
    let ran = run(&[&args[..], &["--format", "html"]].concat());
    for said in [
        "stat a été posé pour 730 jours",
        "730 jours demandés d’abord, 1 heure ensuite",
        "30 heures",
        "mais décrit elle-même des cookies",
    ] {
        assert!(ran.out.replace('\u{a0}', " ").contains(said), "{said}: {}", ran.out);
    }
}

#[test]
fn several_captures_are_one_visit() {
    let ran = run(&[
        "audit",
        "--charter",
        "charte.html",
        "--cookies",
        "visit.json",
        "../captures/cookie-editor.json",
        "--site",
        SITE,
        "--now",
        "2026-11-23T22:20:00Z",
        "--format",
        "json",
    ]);
    assert_eq!(json(&ran)["visit"]["cookies"].as_array().map(Vec::len), Some(6));
}

/// An archive shows what was asked for, not what is held.
#[test]
fn what_an_archive_shows_was_sent() {
    let entry = |address: &str, kind: &str, cookie: &str| {
        format!(
            r#"{{"startedDateTime":"2026-11-20T09:00:00Z","_resourceType":"{kind}","request":{{"url":"{address}"}},"response":{{"headers":[{{"name":"Set-Cookie","value":"{cookie}"}}]}}}}"#
        )
    };
    let entries = [
        entry(SITE, "document", "odd=1"),
        entry("https://px.tracker.com/a", "image", "lax=1; Max-Age=1000000"),
        entry("https://px.tracker.com/b", "image", "bare=1; SameSite=None"),
        entry("https://px.tracker.com/c", "image", "kept=1; SameSite=None; Secure"),
    ];
    let har = file("sent.har", format!(r#"{{"log":{{"entries":[{}]}}}}"#, entries.join(",")).as_bytes());
    let ran = run(&["audit", "--charter", "charte.html", "--cookies", har.to_str().unwrap()]);
    for said in [
        "3 cookies come from third parties and are not in the charter. In all, browsers would refuse 2 cookies.",
        "3 third-party in all, 2 refused",
        "The site sent the cookie odd,",
        "px.tracker.com sent the cookie lax, which the charter does not mention; browsers refuse it.",
        "px.tracker.com sent the cookie bare, which the charter does not mention; browsers refuse it.",
        "px.tracker.com sent the cookie kept, and the charter does not mention it.",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    assert!(!ran.out.contains("keeps the cookie") && !ran.out.contains("is present"), "{}", ran.out);
}

/// A request names a cookie and says nothing of what it was set with; nor does a `cookies.txt` that marks none as `HttpOnly`.
#[test]
fn what_a_capture_does_not_tell_is_unknown() {
    let har = file("asked.har", br#"{"log":{"entries":[{"startedDateTime":"2026-11-20T09:00:00Z","request":{"url":"https://opendata.example/",
        "headers":[{"name":"cookie","value":"PHPSESSID=S3CRET; only_header=S3CRET; S3CRET"}],"cookies":[{"name":"PHPSESSID","value":"S3CRET"}]},
        "response":{"headers":[]}}]}}"#);
    let audit = |path: &Path, format: &str| {
        run(&[
            "audit",
            "--charter",
            "charte.html",
            "--cookies",
            path.to_str().unwrap(),
            "--site",
            SITE,
            "--format",
            format,
        ])
    };
    let ran = audit(&har, "json");
    let report = json(&ran);
    let cookies = report["visit"]["cookies"].as_array().unwrap();
    let told: Vec<_> =
        cookies.iter().map(|it| (it["name"].as_str().unwrap(), it["untold"].as_str().unwrap())).collect();
    assert_eq!(told, [("PHPSESSID", "attributes"), ("only_header", "attributes")]);
    assert!(!ran.out.contains("S3CRET") && !ran.out.contains("insecure-session"), "{}", ran.out);
    let markdown = audit(&har, "markdown").out;
    assert!(markdown.contains("not known") && !markdown.contains("sub-domains"), "{markdown}");
    assert!(!markdown.contains("readable by scripts"), "{markdown}");

    let plain = "opendata.example\tFALSE\t/\tTRUE\t0\tPHPSESSID\tS3CRET\n";
    let marked = format!("{plain}#HttpOnly_opendata.example\tFALSE\t/\tTRUE\t0\tother\tS3CRET\n");
    let (plain, marked) = (file("plain.txt", plain.as_bytes()), file("marked.txt", marked.as_bytes()));
    assert!(!audit(&plain, "json").out.contains("insecure-session"));
    assert!(audit(&plain, "html").out.contains("HttpOnly not known"));
    assert!(audit(&marked, "json").out.contains("insecure-session"));
    // The date of a file is told as no more than that.
    assert!(audit(&plain, "text").out.contains("by the date of the file"));
    // What another capture knows counts.
    let both = ["audit", "--charter", "charte.html", "--cookies", marked.to_str().unwrap(), har.to_str().unwrap()];
    let report = json(&run(&[&both[..], &["--site", SITE, "--format", "json"]].concat()));
    let known = report["visit"]["cookies"].as_array().unwrap().iter().find(|it| it["name"] == "PHPSESSID").unwrap();
    assert!(known["untold"].is_null() && known["secure"] == true && known["hostOnly"] == true, "{known}");
}

/// Captures of different times: each cookie's lifetime is measured from a time at which it was there, or later.
#[test]
fn captures_of_different_times_raise_nothing_that_is_not_so() {
    let charter = file("times.html", b"<table><tr><th>Cookie<th>Purpose<th>Lifetime<tr><td>_gid<td>Statistics<td>1 day<tr><td>sid<td>Session<td>session</table>");
    let har = file(
        "times.har",
        br#"{"log":{"entries":[{"startedDateTime":"2020-11-20T09:00:00Z","request":{"url":"https://opendata.example/"},"response":{"headers":[{"name":"Set-Cookie","value":"sid=1"}]}}]}}"#,
    );
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let jar = format!("opendata.example\tFALSE\t/\tTRUE\t{}\t_gid\tx\n", now + 23 * 3600);
    let jar = file("times.txt", jar.as_bytes());
    let args = ["audit", "--charter", charter.to_str().unwrap(), "--cookies", har.to_str().unwrap()];
    let ran = run(&[&args[..], &[jar.to_str().unwrap(), "--site", SITE, "--format", "json"]].concat());
    let report = json(&ran);
    assert_eq!(report["summary"]["breach"], 0, "{:?}", findings(&report));
    assert_eq!(report["visit"]["missing"], serde_json::json!(["apart"]));
    assert_eq!(report["visit"]["cookies"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_has_expired_raises_nothing_and_is_said_to_be_left_out() {
    let netscape = file("expired.txt", b"opendata.example\tFALSE\t/\tTRUE\t1000\told\tx\n");
    let list = file(
        "expired.json",
        br#"[{"name":"old","value":"x","domain":"opendata.example","path":"/","expirationDate":1000}]"#,
    );
    for path in [&netscape, &list] {
        let args = ["audit", "--charter", "charte.html", "--site", SITE, "--format", "json", "--cookies"];
        let ran = run(&[&args[..], &[path.to_str().unwrap()]].concat());
        let report = json(&ran);
        assert_eq!((ran.code, &report["summary"]["cookies"]), (Some(2), &0.into()), "{:?}", findings(&report));
        assert_eq!(report["visit"]["missing"], serde_json::json!(["expired"]));
        assert!(ran.err.contains("left out: old (1); --now tells"), "{}", ran.err);
    }
    let later = json(&audit(&["--now", "2090-01-01T00:00:00Z", "--format", "json"]));
    assert!(later["visit"]["cookies"].as_array().unwrap().iter().all(|cookie| cookie["expires"].is_null()), "{later}");
    assert!(later["visit"]["missing"].as_array().unwrap().contains(&"expired".into()));
}

#[test]
fn the_exit_status_says_what_was_found() {
    let clean = file("clean.txt", b"opendata.example\tFALSE\t/\tTRUE\t0\tsessionid\tx\n");
    let clean = clean.to_str().unwrap();
    let code = |args: &[&str]| run(args).code;
    assert_eq!(code(&["audit", "--charter", "charte.html", "--cookies", clean, "--site", SITE]), Some(0));
    assert_eq!(audit(&[]).code, Some(1));
    assert_eq!(audit(&["--fail-on", "breach"]).code, Some(1));
    assert_eq!(code(&["audit", "--cookies", clean, "--site", SITE]), Some(2), "no charter");
    assert_eq!(
        code(&["audit", "--charter", "home.html", "--cookies", clean, "--site", SITE]),
        Some(2),
        "nothing declared"
    );
    assert_eq!(code(&["audit", "--charter", "charte.html", "--cookies", clean]), Some(2), "no site");
    assert_eq!(code(&[]), Some(2));
    assert_eq!(code(&["reed"]), Some(2));
    assert_eq!(code(&["audit", "--format", "pdf"]), Some(2));
    for help in [&["--help"][..], &["help", "audit"], &["--version"], &["audit", "--help"], &["read", "-h"]] {
        assert_eq!(code(help), Some(0), "{help:?}");
    }
}

/// The exit status of one cookie is its own; of files without any cookie nothing is sure.
#[test]
fn the_exit_status_is_of_what_was_asked() {
    let explained = |name: &str| audit(&["--explain", name]).code;
    assert_eq!((explained("sessionid"), explained("ab_bucket")), (Some(0), Some(1)));
    let none = file("none.json", b"[]");
    let args = ["audit", "--charter", "charte.html", "--cookies", none.to_str().unwrap(), "--site", SITE];
    let ran = run(&args);
    assert_eq!(ran.code, Some(2), "a broken export is no clean site");
    assert!(ran.err.contains("no file has any cookie in it"), "{}", ran.err);
    assert!(
        ran.out.contains("None of the files provided holds a cookie") && !ran.out.contains("No cookie was seen"),
        "{}",
        ran.out
    );
    let state = file("empty-state.json", br#"{"cookies": [], "origins": []}"#);
    let args = ["audit", "--charter", "charte.html", "--cookies", state.to_str().unwrap(), "--site", SITE];
    assert_eq!(run(&args).code, Some(2));
    let report = json(&run(&[&args[..], &["--format", "json"]].concat()));
    assert_eq!(report["visit"]["missing"], serde_json::json!(["files-without-cookies"]));
    // That a page declares nothing, or leads nowhere, is an answer.
    assert_eq!(run(&["read", "home.html"]).code, Some(0));
    assert_eq!(run(&["find", "charte.html", "--address", SITE]).code, Some(0));
    for command in ["read", "find", "audit", "visit"] {
        assert!(run(&["help", command]).out.contains("Exit status: 0"), "{command}");
    }
}

#[test]
fn a_baseline_leaves_only_what_is_new_and_changes_no_count() {
    let whole = json(&audit(&["--format", "json"]));
    let earlier = file("earlier.json", whole.to_string().as_bytes());
    let earlier = earlier.to_str().unwrap();
    let same = audit(&["--baseline", earlier, "--format", "json"]);
    assert_eq!((same.code, findings(&json(&same))), (Some(0), Vec::new()));
    assert!(same.err.contains("findings left out because"), "{}", same.err);
    let (report, known) = (json(&same), whole["findings"].as_array().unwrap());
    assert_eq!(
        (&report["baseline"]["known"], &report["baseline"]["now"]),
        (&whole["findings"], &whole["visit"]["now"])
    );
    for part in ["cookies", "declared", "undeclared", "thirdParty", "undeclaredThirdParty", "declarations", "notSeen"] {
        assert_eq!(report["summary"][part], whole["summary"][part], "{part}");
    }
    assert_eq!((&report["summary"]["breach"], &report["held"]), (&0.into(), &whole["held"]));
    let again = file("again.json", same.out.as_bytes());
    let again = json(&audit(&["--baseline", again.to_str().unwrap(), "--format", "json"]));
    assert_eq!(again["baseline"]["known"], whole["findings"], "what a baseline knew is known");
    let more = ["--cookies", "visit.json", "../captures/python.txt", "--baseline", earlier, "--format", "json"];
    let ran = run(&[&["audit", "--charter", "charte.html", "--site", SITE], &more[..]].concat());
    assert_eq!(ran.code, Some(1));
    let new = findings(&json(&ran));
    assert!(
        new.iter().all(|finding| finding.starts_with("undeclared-third-party") || finding.starts_with("third-party")),
        "{new:?}"
    );
    assert!(!new.is_empty());

    assert_eq!(report["baseline"]["gone"], 0);
    let left = run_with(
        &["audit", "--charter", "charte.html", "--cookies", "-", "--site", SITE, "--baseline", earlier],
        br#"[{"name": "sessionid", "domain": "opendata.example", "path": "/", "hostOnly": true}]"#,
    );
    assert!(left.out.contains("no longer there: keep this report (JSON) as the next one."), "{}", left.out);

    let told = format!("{} known findings left out (baseline of 23 November 2026, 00:00:00 UTC).", known.len());
    let headline = audit(&[]).out.lines().find(|line| line.contains("charter;")).unwrap().to_owned();
    for format in ["text", "html", "markdown", "junit"] {
        let ran = audit(&["--baseline", earlier, "--format", format]);
        assert_eq!(ran.code, Some(0), "{format}");
        let plain = ran.out.replace("&#39;", "'");
        assert!(plain.contains(&headline) && plain.contains(&told), "{format}: {plain}");
        assert!(format == "junit" || !plain.contains("ab_bucket"), "{format}: nothing is new about it: {plain}");
    }
    let sarif = json(&audit(&["--baseline", earlier, "--format", "sarif"]));
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), known.len());
    assert!(results.iter().all(|result| result["baselineState"] == "unchanged"));
    let csv = audit(&["--baseline", earlier, "--format", "csv"]).out;
    let bucket = csv.lines().find(|line| line.contains("\"ab_bucket\"")).unwrap();
    assert!(
        bucket.contains("\"\",\"\",\"ab_bucket\"") && bucket.ends_with("\"Not declared in the charter\",\"\",\"\""),
        "{bucket}"
    );
    let explained = audit(&["--baseline", earlier, "--explain", "ab_bucket"]);
    assert!(
        explained.code == Some(0) && explained.out.contains("(Major discrepancy · undeclared)"),
        "{}",
        explained.out
    );
}

/// A baseline lets through what it knows, and not what became worse under the same name.
/// A part of some names is another one at each visit.
#[test]
fn a_baseline_knows_the_family_of_a_cookie() {
    let audit = |name: &str, more: &[&str]| {
        let cookies = format!("opendata.example\tFALSE\t/\tTRUE\t1800000000\t{name}\tx\n");
        let cookies = file(&format!("{name}.txt"), cookies.as_bytes());
        let args = ["audit", "--charter", "charte.html", "--cookies", cookies.to_str().unwrap(), "--site", SITE];
        run(&[&args[..], &["--now", "2026-11-23"], more].concat())
    };
    for (first, second, code) in [("_pk_id.1.abcd", "_pk_id.1.ef01", 0), ("guest_5f2d", "guest_a1b2", 1)] {
        let earlier = audit(first, &["--format", "json"]);
        assert_eq!(earlier.code, Some(1), "{}", earlier.out);
        let earlier = file(&format!("{first}.json"), earlier.out.as_bytes());
        let later = audit(second, &["--baseline", earlier.to_str().unwrap()]);
        assert_eq!(later.code, Some(code), "{second}: {}", later.out);
    }
}

#[test]
fn what_became_worse_since_a_baseline_is_new() {
    let charter =
        file("short.html", b"<table><tr><th>Cookie<th>Duration<tr><td>sid<td>1 day<tr><td>tid<td>1 day</table>");
    let report = |name: &str, days: u64, more: &[&str]| {
        let now = 1_795_442_400;
        let jar = format!("opendata.example\tFALSE\t/\tTRUE\t{}\tsid\tx\n", now + days * 86_400);
        let jar = file(&format!("{name}.txt"), jar.as_bytes());
        let base =
            ["audit", "--charter", charter.to_str().unwrap(), "--cookies", jar.to_str().unwrap(), "--site", SITE];
        let now = ["--now", "2026-11-23T22:00:00Z", "--format", "json"];
        run(&[&base[..], &now, more].concat())
    };
    let known = file("forty-five-days.json", report("45", 45, &[]).out.as_bytes());
    let against =
        |name: &str, days: u64, known: &Path| json(&report(name, days, &["--baseline", known.to_str().unwrap()]));
    let breach = "outlives-declaration breach sid";
    assert!(!findings(&against("46", 46, &known)).contains(&breach.to_owned()), "renewed, and no worse");
    assert!(findings(&against("300", 300, &known)).contains(&breach.to_owned()), "kept much longer");

    let altered = |name: &str, alter: &dyn Fn(&mut Value)| {
        let mut report: Value = serde_json::from_slice(&fs::read(&known).unwrap()).unwrap();
        report["findings"].as_array_mut().unwrap().iter_mut().for_each(alter);
        file(name, report.to_string().as_bytes())
    };
    let milder = altered("milder.json", &|finding| finding["severity"] = "notice".into());
    assert!(findings(&against("graver", 45, &milder)).contains(&breach.to_owned()), "a notice then, a breach now");
    let others = altered("others.json", &|finding| {
        if finding["rule"] == "no-purpose" {
            finding["evidence"]["names"] = serde_json::json!(["tid", "uid"]);
        }
    });
    assert_eq!(findings(&against("others", 45, &others)), ["no-purpose notice -"], "of other cookies");

    let base = ["audit", "--charter", "charte.html", "--cookies", "../captures/python.txt"];
    let elsewhere = ["--site", "https://other.example/", "--baseline", known.to_str().unwrap()];
    let elsewhere = run(&[&base[..], &elsewhere].concat());
    assert_eq!(elsewhere.code, Some(2));
    assert!(
        elsewhere.err.contains("forty-five-days.json: is of https://opendata.example/; expected a report of the site"),
        "{}",
        elsewhere.err
    );
}

#[test]
fn a_knowledge_base_is_told_and_marked() {
    let args = ["--knowledge", "knowledge.json", "--format", "json", "--language", "en"];
    let ran = audit(&args);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let raised = findings(&json(&ran));
    assert!(raised.contains(&"before-consent breach ab_bucket".to_owned()), "its category counts: {raised:?}");
    assert!(!findings(&json(&audit(&["--format", "json"]))).iter().any(|it| it.starts_with("before-consent")));
    let report = json(&ran);
    let bucket =
        report["visit"]["cookies"].as_array().unwrap().iter().position(|it| it["name"] == "ab_bucket").unwrap();
    assert_eq!(report["held"][bucket]["fact"]["base"], "Authority’s base");
    let told = "According to Authority’s base: A/B House · Targeted advertising · Splits visitors.";
    assert!(audit(&["--knowledge", "knowledge.json"]).out.contains(told));
    assert!(audit(&["--knowledge", "knowledge.json", "--format", "html"]).out.contains("Authority’s base"));
    let explained = audit(&["--knowledge", "knowledge.json", "--explain", "ab_bucket"]).out;
    assert!(explained.contains("knowledge base : Authority’s base : A/B House"), "{explained}");
    // The report keeps what it was told.
    let kept = file("knowing.json", ran.out.as_bytes());
    let again = run(&["audit", "--cookies", kept.to_str().unwrap(), "--format", "json"]);
    assert_eq!(again.out, ran.out);
}

#[test]
fn a_charter_that_was_read_is_a_charter() {
    let charter = file("charter.json", run(&["read", "charte.html", "--format", "json"]).out.as_bytes());
    let args = ["audit", "--charter", charter.to_str().unwrap(), "--cookies", "visit.json", "--format", "json"];
    let mut read = json(&run(&args));
    let whole = json(&audit(&["--format", "json"]));
    assert!(read["charter"]["source"]["file"]["name"].as_str().unwrap().ends_with("charter.json"));
    read["charter"]["source"]["file"] = whole["charter"]["source"]["file"].clone();
    assert_eq!(read, whole);
}

#[test]
fn one_cookie_is_explained() {
    let ran = audit(&["--explain", "sessionid"]);
    assert!(ran.out.contains("Declared under this name."), "{}", ran.out);
    assert!(ran.out.contains("Se souvenir de l’utilisateur"), "{}", ran.out);
    assert!(!ran.out.contains("ab_bucket"), "{}", ran.out);
    let charter = audit(&["--explain", "Lifetimes not given"]);
    assert!(
        charter.out.contains("Lifetimes not given") && !charter.out.contains("The browser holds"),
        "{}",
        charter.out
    );
    let none = audit(&["--explain", "nope"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("have the name \"nope\""), "{}", none.err);
}

#[test]
fn text_is_plain_where_there_is_no_terminal() {
    let ran = audit(&[]);
    assert!(!ran.out.contains('\u{1b}'));
    assert!(
        ran.out.contains("✗ ab_bucket") && ran.out.contains("✗ uid") && ran.out.contains("✓ sessionid"),
        "{}",
        ran.out
    );
    let french = audit(&["--language", "fr-CA"]);
    assert!(french.out.contains("Absents de la charte (1)"), "{}", french.out);
}

/// What a report for people tells of where it comes from, and of every finding.
#[test]
fn a_report_for_people_says_what_it_rests_on_and_how_grave_what_is() {
    let html = |text: String| text.replace("<wbr>", "");
    for (language, parts) in [
        (
            "en",
            [
                "Cookie Charter 0.1.0",
                SITE,
                "charte.html",
                "23 November 2026, 00:00:00 UTC",
                "Firefox 153",
                "before your choice",
                "Major discrepancy",
                "undeclared",
                "2 major discrepancies",
                "2 undeclared",
                "1 third-party in all",
            ],
        ),
        (
            "fr",
            [
                "Cookie Charter 0.1.0",
                SITE,
                "charte.html",
                "23 novembre 2026 à 00:00:00 UTC",
                "Firefox 153",
                "avant votre choix",
                "Écart majeur",
                "undeclared",
                "2 écarts majeurs",
                "2 non déclarés",
                "1 de tiers en tout",
            ],
        ),
    ] {
        for format in ["text", "html", "markdown"] {
            let said =
                html(audit(&["--format", format, "--language", language]).out).replace("</b>", "").replace("<b>", "");
            let hash = "fa8eeead9cbd3dc4225ebcd22d4b0d4fa604defd7944b4ae9ab472392f538450";
            for part in parts.iter().chain([&hash]) {
                assert!(said.contains(part), "{format} in {language} lacks {part}: {said}");
            }
        }
    }
    let graded = audit(&["--format", "html", "--language", "en"]).out;
    for said in [
        "A discrepancy, major or minor, calls for a correction",
        "<em>What you can do</em>",
        "<em>For the site’s owner</em>",
    ] {
        assert!(graded.contains(said), "{said}: {graded}");
    }
    let french = audit(&["--language", "fr"]).out;
    assert!(!french.contains('“') && french.contains("«\u{a0}Opendatasoft"), "{french}");
}

/// Several charters keep their names and hashes, and each quote says which of them it stands in.
#[test]
fn several_charters_keep_their_identity() {
    let english = file(
        "cookies-en.html",
        b"<html lang=en><table><tr><th>Cookie name<th>Purpose<th>Duration<tr><td>ab_bucket<td>Tests<td>1 day</table>",
    );
    let charters = ["--charter", "charte.html", english.to_str().unwrap(), "--cookies", "visit.json"];
    let told = |more: &[&str]| run(&[&["audit"], &charters[..], more].concat()).out;
    for format in ["text", "html", "markdown"] {
        let said = told(&["--format", format]);
        assert_eq!(said.matches("SHA-256").count(), 3, "two charters, one file of cookies: {format}: {said}");
    }
    let explained = told(&["--explain", "sessionid"]);
    assert!(explained.contains("Read in charte.html."), "{explained}");
    assert!(told(&["--explain", "ab_bucket"]).contains("cookies-en.html."));
    assert!(told(&[]).contains("d’une page à l’autre” (charte.html)"), "{}", told(&[]));
    assert!(!audit(&[]).out.contains("(charte.html)"), "of one charter it goes without saying");
}

/// What brings the same charter twice brings one; captures of several stages tell each of them.
#[test]
fn a_charter_that_comes_twice_is_one() {
    let told = |charters: &[&str]| {
        json(&run(&[&["audit", "--charter"], charters, &["--cookies", "visit.json", "--format", "json"]].concat()))
    };
    assert_eq!(told(&["charte.html", "charte.html"])["findings"], told(&["charte.html"])["findings"]);
    let copy =
        file("copy.html", &fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/charte.html")).unwrap());
    assert_eq!(told(&["charte.html", copy.to_str().unwrap()])["summary"]["declarations"], 4);

    let before = file("before.json", audit(&["--stage", "before", "--format", "json"]).out.as_bytes());
    let refused = file("refused.json", audit(&["--stage", "refused", "--format", "json"]).out.as_bytes());
    let both = ["audit", "--cookies", before.to_str().unwrap(), refused.to_str().unwrap()];
    let ran = run(&both);
    assert!(ran.out.contains("before your choice · after refusing"), "{}", ran.out);
    assert_eq!(json(&run(&[&both[..], &["--format", "json"]].concat()))["summary"]["declarations"], 4);
}

/// That cookies wait for consent can be seen before a choice only.
#[test]
fn a_claim_that_consent_comes_first_is_tested_before_a_choice_only() {
    let charter = file(
        "consent-first.md",
        b"# Cookies\n\nNo cookies are set before you consent.\n\n| Cookie name | Purpose | Category |\n| --- | --- | --- |\n| ab_visits | Counts visits | Statistics |\n",
    );
    let cookies =
        file("consent-first.txt", b"# Netscape HTTP Cookie File\na.example\tFALSE\t/\tFALSE\t0\tab_visits\tx\n");
    let audit = |more: &[&str]| {
        let given = ["--charter", charter.to_str().unwrap(), "--cookies", cookies.to_str().unwrap()];
        run(&[&["audit", "--site", "https://a.example/", "--language", "en"], &given[..], more].concat())
    };
    let before = audit(&["--stage", "before", "--format", "json"]);
    assert_eq!(before.code, Some(1));
    assert!(findings(&json(&before)).contains(&"claims-consent-first breach -".to_owned()), "{}", before.out);
    assert!(!audit(&["--stage", "before"]).out.contains("tested only before any choice"));
    for more in [&["--stage", "accepted"][..], &[]] {
        let ran = audit(more);
        assert_eq!(ran.code, Some(0), "{}", ran.out);
        assert!(ran.out.contains("consent.”: this can be tested only before any choice."), "{}", ran.out);
    }
}

/// Of two charters that contradict each other no cookie is ticked beside the words that deny it.
#[test]
fn charters_that_contradict_each_other_are_told_so() {
    let charter = |name: &str, lifetime: &str| {
        let page = format!(
            "<html lang=en><table><tr><th>Cookie<th>Purpose<th>Duration<tr><td>sid<td>Login<td>{lifetime}</table>"
        );
        file(name, page.as_bytes())
    };
    let (short, long) = (charter("one-day.html", "1 day"), charter("five-years.html", "5 years"));
    let jar = file("sid.txt", b"opendata.example\tFALSE\t/\tTRUE\t1798034400\tsid\tx\n");
    let args = ["--cookies", jar.to_str().unwrap(), "--site", SITE, "--now", "2026-11-23T22:00:00Z"];
    let charters = ["audit", "--charter", short.to_str().unwrap(), long.to_str().unwrap()];
    let ran = run(&[&charters[..], &args].concat());
    assert!(ran.out.contains("The charter describes 1 cookie in two different ways (sid)."), "{}", ran.out);
    let explained = run(&[&charters[..], &args, &["--explain", "sid"]].concat()).out;
    assert!(explained.contains("5 years") && !explained.contains("1 day"), "{explained}");
}

/// A general claim is quoted wherever the finding that it is contradicted stands.
#[test]
fn the_sentence_a_finding_speaks_against_is_quoted() {
    let charter =
        file("claims.html", "<html lang=fr><h1>Cookies</h1><p>Ce site n’utilise aucun cookie.</p>".as_bytes());
    for format in ["text", "html", "markdown", "csv", "sarif", "junit"] {
        let ran =
            run(&["audit", "--charter", charter.to_str().unwrap(), "--cookies", "visit.json", "--format", format]);
        assert!(ran.out.contains("Ce site n’utilise aucun cookie"), "{format}: {}", ran.out);
    }
}

/// A charter that claims "only necessary" and describes others contradicts itself, which weighs less than what it hides.
#[test]
fn a_claim_that_the_charter_itself_denies_is_told() {
    let charter = file(
        "only.html",
        "<html lang=fr><h1>Cookies</h1><p>Notre site utilise uniquement des cookies strictement nécessaires à son fonctionnement.</p><table><tr><th>Nom<th>Finalité<th>Durée<tr><td>sid<td>connexion<td>session<tr><td>_ga<td>mesure d’audience<td>13 mois</table>".as_bytes(),
    );
    let jar = file("only.txt", b"opendata.example\tFALSE\t/\tTRUE\t1798034400\t_ga\tx\n");
    let ran = run(&[
        "audit",
        "--charter",
        charter.to_str().unwrap(),
        "--cookies",
        jar.to_str().unwrap(),
        "--site",
        SITE,
        "--now",
        "2026-11-23T22:00:00Z",
        "--format",
        "json",
    ]);
    assert!(findings(&json(&ran)).contains(&"claims-only-necessary notice -".to_owned()), "{}", ran.out);
    assert_eq!(ran.code, Some(0));
}

#[test]
fn a_small_difference_is_no_tick() {
    let charter = file(
        "short.html",
        b"<html lang=en><table><tr><th>Cookie name<th>Purpose<th>Duration<tr><td>ab_bucket<td>Tests<td>25 days</table>",
    );
    let cookies = file("short.txt", b"opendata.example\tFALSE\t/\tTRUE\t1797984000\tab_bucket\tx\n");
    let ran = run(&[
        "audit",
        "--charter",
        charter.to_str().unwrap(),
        "--cookies",
        cookies.to_str().unwrap(),
        "--site",
        SITE,
        "--now",
        "2026-11-23T00:00:00Z",
    ]);
    assert!(ran.code == Some(0) && ran.out.contains("! ab_bucket") && !ran.out.contains('✓'), "{}", ran.out);
    assert!(ran.out.contains("There is something to know about 1 declared cookie."), "{}", ran.out);
    assert!(ran.out.contains("Worth knowing (outlives-declaration): "), "{}", ran.out);
}

#[test]
fn the_terminal_gives_no_instructions_of_the_popup() {
    let unreadable = run(&["audit", "--charter", "home.html", "--cookies", "visit.json"]);
    let none = run(&["audit", "--cookies", "visit.json"]);
    for ran in [unreadable, none] {
        assert!(ran.code == Some(2) && ran.out.contains("--charter FILE") && !ran.out.contains("paste"), "{}", ran.out);
    }
    let empty = file("empty.json", br#"{"schema": "cookie-charter/visit/1", "site": "https://opendata.example/", "now": 1795392000, "stage": "before", "cookies": []}"#);
    let ran = run(&["audit", "--charter", "charte.html", "--cookies", empty.to_str().unwrap()]);
    assert!(ran.out.contains("the charter declares 4.") && ran.out.contains("0 declared and seen"), "{}", ran.out);
    assert!(ran.out.contains("4 declared, not seen"), "{}", ran.out);
}

#[test]
fn csv_is_read_by_python() {
    let script = "import csv,io,json,sys; t=sys.stdin.buffer.read().decode('utf-8-sig'); \
                  print(json.dumps(list(csv.reader(io.StringIO(t), delimiter=t[t.index('\"',1)+1]))))";
    for (language, heading) in [("fr", "État"), ("en", "Status")] {
        let ran = audit(&["--format", "csv", "--language", language]);
        assert!(ran.out.starts_with('\u{feff}') && ran.out.ends_with("\r\n"));
        let rows = python(script, &ran.out);
        let rows = rows.as_array().unwrap();
        assert_eq!(rows[0][0], heading);
        assert!(rows.iter().all(|row| row.as_array().unwrap().len() == rows[0].as_array().unwrap().len()));
        let column = |heading: &str| rows[0].as_array().unwrap().iter().position(|it| it == heading).unwrap();
        let (expires, said) =
            if language == "fr" { ("Expire le", "Ce qui a été constaté") } else { ("Expires", "What was found") };
        assert!(rows.iter().any(|row| row[column(expires)].as_str().unwrap().ends_with('Z')));
        assert!(rows.iter().any(|row| row[column(said)].as_str().unwrap().contains("ab_bucket")));
        let names: Vec<&str> = rows[1..5].iter().map(|row| row[3].as_str().unwrap()).collect();
        assert_eq!(names, ["ab_bucket", "csrftoken", "sessionid", "uid"]);
        let cells: Vec<&str> = rows.iter().flat_map(|row| row.as_array().unwrap()).filter_map(Value::as_str).collect();
        for code in ["breach", "third", "first", "unknown", "necessary", "before", "lax", "none", "1", "0"] {
            let word = (code, language) == ("necessary", "en");
            assert!(word || !cells.contains(&code), "{code} in {language}");
        }
        let told = if language == "fr" { "Écart majeur" } else { "Major discrepancy" };
        assert!(cells.contains(&told) && cells.contains(&"undeclared-third-party"), "{cells:?}");
    }
}

#[test]
fn the_rows_that_a_charter_lacks_are_printed_and_make_it_complete() {
    let rows = audit(&["--format", "draft-html", "--language", "en"]);
    assert_eq!((rows.code, rows.err.as_str()), (Some(1), ""));
    assert!(rows.out.starts_with("<table lang=\"fr\">"), "{}", rows.out);
    assert!(
        rows.out.contains("<th scope=\"col\">Nom du prestataire</th><th scope=\"col\">Service et emplacement</th>"),
        "{}",
        rows.out
    );
    assert!(audit(&["--format", "draft-markdown"]).out.starts_with("| Nom du prestataire | Service et emplacement |"));
    assert!(audit(&["--format", "draft-csv"]).out.starts_with("\"Nom du prestataire\";"));

    let path = file("rows.html", b"");
    let written = audit(&["--output", path.to_str().unwrap(), "--format", "draft-html"]);
    assert_eq!((written.code, written.out.as_str()), (Some(1), ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), rows.out);

    let more = ["audit", "--charter", "charte.html", path.to_str().unwrap(), "--cookies", "visit.json", "--site", SITE];
    let complete = run(&[&more[..], &["--format", "json"]].concat());
    let raised = findings(&json(&complete));
    assert!(!raised.iter().any(|finding| finding.starts_with("undeclared")), "{raised:?}");
    assert_eq!(run(&[&more[..], &["--format", "draft-html"]].concat()).out.matches("<tr>").count(), 1);
}

#[test]
fn a_hostile_name_is_harmless_in_every_format() {
    let hostile = file(
        "hostile.json",
        r#"[{"name": "=cmd|'/c calc'!A1", "domain": "opendata.example"},
            {"name": "<script>alert(1)</script>\u001b[31m|`x`", "domain": "opendata.example"}]"#
            .as_bytes(),
    );
    let args = |format| {
        [
            "audit",
            "--charter",
            "charte.html",
            "--cookies",
            hostile.to_str().unwrap(),
            "--site",
            SITE,
            "--format",
            format,
        ]
    };
    for format in
        ["text", "csv", "html", "markdown", "sarif", "junit", "json", "draft-html", "draft-markdown", "draft-csv"]
    {
        let ran = run(&args(format));
        assert_eq!(ran.code, Some(1), "{format}: {}", ran.err);
        assert!(!ran.out.contains('\u{1b}'), "{format}");
        assert!(!format.ends_with("html") || !ran.out.contains("<script"), "{format}");
        assert!(!format.ends_with("csv") || ran.out.contains("\"'=cmd|'/c calc'!A1\""), "{}", ran.out);
    }
}

#[test]
fn junit_and_html_are_well_formed() {
    // The elements, attributes and order that Jenkins' schema of JUnit reports allows, and counts that agree.
    let script = r"
import json, sys, xml.etree.ElementTree as e
ATTRIBUTES = {'testsuites': 'name time tests failures errors disabled', 'testsuite': 'name tests failures errors time disabled skipped timestamp hostname id package',
  'testcase': 'name classname assertions time status', 'failure': 'type message', 'error': 'type message', 'skipped': 'message', 'system-out': '', 'system-err': ''}
CHILDREN = {'testsuites': ['testsuite'], 'testsuite': ['properties', 'testcase', 'system-out', 'system-err'], 'testcase': ['skipped', 'error', 'failure', 'system-out', 'system-err']}
def strict(it):
    assert set(it.attrib) <= set(ATTRIBUTES[it.tag].split()), (it.tag, it.attrib)
    places = [CHILDREN[it.tag].index(child.tag) for child in it]
    assert it.tag == 'testcase' or places == sorted(places), (it.tag, places)
    assert it.tag != 'testcase' or it.get('name') and it.get('classname')
    if it.tag in ('testsuites', 'testsuite'):
        cases = list(it.iter('testcase'))
        assert int(it.get('tests')) == len(cases)
        assert int(it.get('failures')) == sum(case.find('failure') is not None for case in cases)
        assert all(len(case.findall('failure') + case.findall('error')) <= 1 for case in cases)
        # GitLab shows the text of an element, Jenkins its message.
        assert all(fault.text.startswith(fault.get('message')) for case in cases for fault in case.findall('failure') + case.findall('error'))
        assert int(it.get('errors')) == sum(case.find('error') is not None for case in cases)
        assert int(it.get('skipped') or 0) == sum(case.find('skipped') is not None for case in cases) or it.tag == 'testsuites'
    for child in it: strict(child)
r = e.fromstring(sys.stdin.buffer.read())
assert r.tag == 'testsuites'
strict(r)
print(json.dumps([r.get('tests'), r.get('failures'), len(list(r.iter('testcase'))), len(list(r.iter('failure')))]))";
    let twice = file(
        "twice.json",
        br#"[{"name": "_pk_id.1.abcd", "domain": "opendata.example", "path": "/", "hostOnly": true, "expirationDate": 1900000000}]"#,
    );
    for more in [
        &["--language", "fr"][..],
        &["--knowledge", "knowledge.json"],
        &["--charter", "home.html"],
        &["--cookies", twice.to_str().unwrap(), "--site", SITE, "--stage", "before", "--now", "2026-11-23"],
    ] {
        let charter = if more.contains(&"--charter") { &[][..] } else { &["--charter", "charte.html"] };
        let cookies = if more.contains(&"--cookies") { &[][..] } else { &["--cookies", "visit.json"] };
        let ran = run(&[&["audit", "--format", "junit"], charter, cookies, more].concat());
        python(script, &ran.out);
        let both = ran.out.contains("type=\"undeclared, before-consent");
        assert!(both || !more.contains(&"before"), "{}", ran.out);
    }
    python(script, &run(&["audit", "--cookies", "visit.json", "--format", "junit"]).out);
    let known = file("junit.json", audit(&["--format", "json"]).out.as_bytes());
    let skipped = audit(&["--format", "junit", "--baseline", known.to_str().unwrap()]).out;
    let counts = python(script, &skipped);
    assert_eq!((&counts[1], skipped.matches("<skipped").count()), (&"0".into(), 5), "{skipped}");
    let counts = python(script, &audit(&["--format", "junit"]).out);
    assert_eq!(counts[0].as_str().unwrap().parse::<u64>().ok(), counts[2].as_u64());
    assert_eq!((&counts[1], &counts[3]), (&"2".into(), &2.into()));

    let page = audit(&["--format", "html", "--language", "fr"]).out;
    let script = "import json,sys; from html.parser import HTMLParser\n\
                  class P(HTMLParser):\n  d=[]; m=[]\n  def handle_starttag(s,t,a):\n    s.m+=[dict(a).get('data-cookie')] if dict(a).get('data-rule') else []\n    \
                  s.d+=[] if t in ('meta','br','wbr') else [t]\n  def handle_endtag(s,t):\n    assert s.d.pop()==t,t\n\
                  p=P(); p.feed(sys.stdin.buffer.read().decode()); assert not p.d; print(json.dumps(p.m))";
    let cookies = python(script, &page);
    assert!(cookies.as_array().unwrap().contains(&"ab_bucket".into()), "{cookies}");
    assert!(page.contains("<html lang=\"fr\">") && !page.contains("<script") && !page.contains("src="));
}

#[test]
fn sarif_has_the_shape_of_2_1_0() {
    let log = json(&audit(&["--format", "sarif"]));
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let artifact = &run["artifacts"][0];
    assert_eq!(artifact["location"]["uri"], "charte.html", "relative, as code scanners take it");
    let file = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/charte.html")).unwrap();
    let hash = python(
        "import hashlib,json,sys; print(json.dumps(hashlib.sha256(sys.stdin.buffer.read()).hexdigest()))",
        std::str::from_utf8(&file).unwrap(),
    );
    assert_eq!(artifact["hashes"]["sha-256"], hash);
    let results = run["results"].as_array().unwrap();
    assert!(results.len() >= 4);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note", "none"].contains(&result["level"].as_str().unwrap()));
        assert_eq!(result["kind"] == "informational", result["level"] == "none");
        let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!((&location["uri"], &location["uriBaseId"]), (&"charte.html".into(), &"%SRCROOT%".into()));
        assert_eq!(result["partialFingerprints"]["cookieCharter/v1"].as_str().map(str::len), Some(32));
        assert!(!result["message"]["text"].as_str().unwrap().contains('{'));
    }
}

#[test]
fn sarif_names_no_file_that_it_does_not_have() {
    let site = json(&run(&["audit", "--cookies", "visit.json", "--format", "sarif"]));
    let location = &site["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!((&location["uri"], &location["properties"]["address"]), (&"opendata.example".into(), &SITE.into()));
    // As the extension reports it: the charter has an address and no file.
    let mut report = json(&audit(&["--format", "json"]));
    assert_eq!(report["charter"]["source"]["file"]["name"], "charte.html");
    report["charter"]["source"]["file"] = Value::Null;
    report["charter"]["source"]["address"] = "https://opendata.example/pages/charte".into();
    let kept = file("extension.json", report.to_string().as_bytes());
    let log = json(&run(&["audit", "--cookies", kept.to_str().unwrap(), "--format", "sarif"]));
    let artifact = &log["runs"][0]["artifacts"][0];
    assert_eq!(artifact["location"]["uri"], "opendata.example/pages/charte");
    assert_eq!(artifact["properties"]["address"], "https://opendata.example/pages/charte");
    assert_eq!(artifact["hashes"], Value::Null, "the text of a page is no file");
    let charter = run_with(
        &["audit", "--charter", "-", "--cookies", "visit.json", "--format", "sarif"],
        &fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/charte.html")).unwrap(),
    );
    assert_eq!(json(&charter)["runs"][0]["artifacts"][0]["location"]["uri"], "opendata.example/charter");
}

#[test]
fn markdown_is_a_table_a_group() {
    let ran = audit(&["--format", "markdown"]);
    assert!(ran.out.contains("\n## Not in the charter (1)\n") && ran.out.contains("| `ab_bucket` |"), "{}", ran.out);
    for line in ran.out.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(line.replace("\\|", "").matches('|').count(), 6, "{line}");
    }
}

#[test]
fn bad_input_ends_in_one_clear_sentence() {
    let says = |args: &[&str], expected: &str| {
        let ran = run(args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out, "", "{args:?}");
        assert!(ran.err.contains(expected), "{args:?} said: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    };
    let path = |name: &str, content: &[u8]| file(name, content).to_str().unwrap().to_owned();
    let (empty, junk) = (path("empty.html", b" \n"), path("junk.html", &[0, 1, 2, 3, 255].repeat(100)));
    let (pdf, broken) =
        (path("charter.pdf", b"%PDF-1.7 ..."), path("broken.json", b"[\n{\"name\": \"a\",\n \"domain\": }]"));
    says(&["read", "nowhere.html"], "nowhere.html: there is no such file");
    says(&["read", "."], "is a folder; expected a page");
    says(&["read", &empty], "empty.html: is empty; expected a page");
    says(&["read", &junk], "is binary data; expected a page");
    says(&["read", &pdf], "is a PDF document; expected a page");
    says(&["read", "https://example.org/cookies"], "save the page first");
    says(&["read", "charte.html", "--address", "opendata"], "\"opendata\" is not an address; expected http://");
    says(&["find", "home.html", "--address", "file:///etc/passwd"], "is not an address");
    says(&["find", "home.html"], "--address");
    let with =
        |cookies: &str| ["audit", "--charter", "charte.html", "--cookies", cookies, "--site", SITE].map(str::to_owned);
    let cookies = |cookies: &str, expected: &str| {
        says(&with(cookies).iter().map(String::as_str).collect::<Vec<_>>(), expected);
    };
    cookies("nowhere.json", "nowhere.json: there is no such file");
    cookies(&path("visit.har.gz", b"\x1f\x8b\x08"), "visit.har.gz: is a gzip file (unpack it first)");
    cookies(&path("cookies.sqlite", b"SQLite format 3\0"), "export its cookies instead");
    cookies(&path("wide.txt", b"\xff\xfe#\0 \0"), "is text in UTF-16 (save it as UTF-8)");
    cookies(".", "is a folder; expected a file of cookies");
    cookies(&empty, "is empty; expected cookies");
    cookies(&broken, "broken.json: line 3, column 12: this is not written as JSON is; save or export");
    cookies("charte.html", "charte.html: is HTML or XML; expected cookies");
    cookies("charte.txt", "charte.txt: line 1: 1 column found; expected 7");
    let shown = "holds cookies with their values, as headers or a script show them; save the visit as HAR instead";
    cookies(&path("curl.txt", b"HTTP/2 200\nset-cookie: sid=S3CRET; path=/\n\n<html></html>"), shown);
    cookies(&path("line.txt", b"Set-Cookie: sid=S3CRET; Max-Age=9\n"), shown);
    cookies(&path("script.txt", b"sid=S3CRET; _ga=S3CRET"), shown);
    let row = b"_ga\tS3CRET\t.a.example\t/\t2027-12-30T10:00:00.000Z\t29\n";
    cookies(&path("table.txt", row), "as developer tools show it; save the visit as HAR instead");
    says(&["visit", SITE, "--folder", &empty], "empty.html: is a file; expected a folder");
    says(&["visit", SITE, "--timeout", "0"], "expected more than 0 seconds");
    says(
        &["audit", "--charter", "visit.json", "--cookies", "visit.json"],
        "visit.json: is a visit, not a charter; give it to audit after --cookies",
    );
    for (name, cookies, expected) in [
        ("list.json", r#"[{"name": "a", "value": "1", "domain": "a.example", "path": "/"}]"#, "is a list of cookies"),
        (
            "session.json",
            r#"{"cookies": [{"name": "a", "value": "1", "domain": "a.example"}], "origins": []}"#,
            "is the cookies of a session",
        ),
    ] {
        let charter = path(name, cookies.as_bytes());
        says(
            &["audit", "--charter", &charter, "--cookies", "visit.json"],
            &format!("{expected}, not a charter; give it"),
        );
    }
    let base = ["audit", "--charter", "charte.html", "--cookies", "visit.json"];
    let text = path("text.json", b"\"a text\"");
    says(
        &[&base[..], &["--baseline", &text]].concat(),
        "text.json: is something else; expected a report, as audit --format json writes it",
    );
    says(&[&base[..], &["--site", "opendata"]].concat(), "\"opendata\" is not an address");
    says(&[&base[..], &["--now", "yesterday"]].concat(), "\"yesterday\" is not a moment; expected RFC 3339");
    says(&[&base[..], &["--stage", "later"]].concat(), "[possible values: before, accepted, refused]");
    says(&[&base[..], &["--language", "xx"]].concat(), "expected one of fr, en, de");
    says(&[&base[..], &["--baseline", "visit.json"]].concat(), "expected a report, as audit --format json writes it");
    says(
        &[&base[..], &["--knowledge", "visit.json"]].concat(),
        "visit.json: line 17, column 1: \"knowledges\" is missing here; expected a knowledge base",
    );
    cookies("knowledge.json", "knowledge.json: is a knowledge base, not cookies; give it after --knowledge");
    let visit = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/visit.json")).unwrap();
    let cut = path("cut.json", &visit.as_bytes()[..400]);
    cookies(&cut, "the file ends here, before it is complete; save or export it again");
}

/// Every form in which cookies are saved or copied: in the charter's place none is read, and no value comes out.
#[test]
fn cookies_in_the_charters_place_are_refused() {
    let charter = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/charte.html")).unwrap();
    let files = [
        (
            "charter-netscape.txt",
            ".example.org\tTRUE\t/\tTRUE\t1827000000\t_ga\tGA1.2.S3CRET\nexample.org\tFALSE\t/\tFALSE\t0\tsessionid\tS3CRET\n",
        ),
        ("charter-pasted.md", ".example.org TRUE / TRUE 1827000000 _ga GA1.2.S3CRET\n"),
        ("charter-list.json", r#"[{"name": "_ga", "value": "S3CRET", "domain": ".example.org", "path": "/"}]"#),
        (
            "charter-state.json",
            r#"{"cookies": [{"name": "_ga", "value": "S3CRET", "domain": ".example.org"}], "origins": []}"#,
        ),
        (
            "charter-archive.har",
            r#"{"log": {"version": "1.2", "entries": [{"request": {"url": "https://example.org/", "headers": [{"name": "Cookie", "value": "_ga=S3CRET"}]}}]}}"#,
        ),
        ("charter-headers.txt", "HTTP/2 200\nset-cookie: _ga=S3CRET; Path=/\nset-cookie: sessionid=S3CRET\n"),
        (
            "charter-table.txt",
            "Name\tValue\tDomain\tPath\tExpires / Max-Age\tSize\n_ga\tS3CRET\t.example.org\t/\t2027-12-01T10:00:00.000Z\t30\n",
        ),
        ("charter-script.txt", "_ga=S3CRET; sessionid=S3CRET"),
    ];
    let refused = |ran: &Ran, name: &str| {
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{name}: {}", ran.err);
        assert!(ran.err.contains("charter") && !ran.err.contains("S3CRET"), "{name}: {}", ran.err);
    };
    for (name, content) in files {
        let path = file(name, content.as_bytes());
        let path = path.to_str().unwrap();
        refused(&run(&["read", path, "--format", "json"]), name);
        refused(&run_with(&["read", "-"], content.as_bytes()), name);
        for format in ["text", "json", "csv", "html", "markdown", "sarif", "junit", "inspection"] {
            refused(
                &run(&["audit", "--charter", path, "--cookies", "visit.json", "--site", SITE, "--format", format]),
                name,
            );
        }
    }
    // A charter that tells of lifetimes, domains and paths stays one.
    assert!(run(&["read", file("charter.html", charter.as_bytes()).to_str().unwrap()]).code == Some(0));
}

#[test]
fn a_page_over_5_mb_is_said_to_be_one() {
    let charter = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/charte.html")).unwrap();
    let path = file("large.html", (charter + &"\n".repeat(5_000_001)).as_bytes());
    let ran = run(&["read", path.to_str().unwrap(), "--format", "json"]);
    assert!(ran.err.contains("large.html: 5 MB; the extension refuses pages over 5 MB"), "{}", ran.err);
    assert_eq!((ran.code, json(&ran)["declarations"].as_array().map(Vec::len)), (Some(0), Some(4)));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let path = file("secret.html", b"<p>");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser reads everything: there is nothing to see then.
    if fs::read(&path).is_err() {
        let ran = run(&["read", path.to_str().unwrap()]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains("permission to read it is denied"), "{}", ran.err);
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn a_reader_who_leaves_is_no_failure() {
    let big = format!(
        "<table><tr><th>Nom</th><th>Durée</th></tr>{}</table>",
        "<tr><td>_ga</td><td>13 mois</td></tr>".repeat(5_000)
    );
    let path = file("big.html", big.as_bytes());
    let mut child = command(&["read", path.to_str().unwrap(), "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
}

#[test]
fn shells_and_manuals() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = run(&["completions", shell]);
        assert!(ran.code == Some(0) && ran.out.contains("cookie-charter"), "{shell}");
    }
    assert!(run(&["man"]).out.contains(".TH cookie-charter 1"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man");
    assert_eq!(run(&["man", folder.to_str().unwrap()]).code, Some(0));
    assert!(fs::read_to_string(folder.join("cookie-charter-audit.1")).unwrap().contains("baseline"));
}
