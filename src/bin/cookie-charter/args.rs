//! What was typed.

use clap::{Parser, Subcommand, ValueEnum};
use cookie_charter::audit::Severity;
use cookie_charter::cookie::Stage;
use cookie_charter::report::words::LANGUAGES;
use std::path::PathBuf;
use std::time::Duration;

/// Reads what a site declares about its cookies, looks at what the browser holds, and shows where the two differ.
#[derive(Debug, Parser)]
#[command(
    version,
    propagate_version = true,
    max_term_width = 120,
    after_help = "\
Start here:
  1. Save the site's cookie policy from your browser: charte.html
  2. Export its cookies with this tool's extension, a cookie editor, or as HAR from the developer tools: visit.json
  3. cookie-charter audit --charter charte.html --cookies visit.json --site https://example.org/

Findings are observations with their evidence, not legal advice. Cookie values are never kept."
)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read the cookies that a page declares
    Read(Read),
    /// Find the links of a page that lead to the site's charter, best first
    Find(Find),
    /// Compare a site's charter with the cookies that a browser holds
    Audit(Box<Audit>),
    /// Visit sites with a headless browser: find their charters, compare, and keep the evidence
    Visit(Box<Visit>),
    /// Print the completions of a shell
    Completions(Completions),
    /// Print the manual, or write one page a command into a folder
    Man(Man),
}

/// Arguments of `visit`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every site is visited in a fresh profile, before any choice; with --accept or --refuse also after that click, when \
the page was loaded anew. The folder gets, for each site and stage: report.json, report.html, visit.json, \
report.sarif and report.xml (JUnit; both with what --baseline knows marked as such), \
charter.html (the page as the browser showed it), screenshot.png and hosts.har (host names only), beside them \
stages.csv where there are several stages and SHA256SUMS for sha256sum -c, and results.jsonl with one line a site \
and the numbers of each stage. Earlier evidence stays: the folder of the next visit to a site has a number behind \
its name. A list that was interrupted goes on where it stopped; sites that are typed are always visited again. \
Ctrl-C once finishes the sites in hand, twice stops at once; either way, and when it is killed, no browser of this \
computer and no profile stays behind on Linux and macOS. A name and password can stand in an address \
(https://name:password@…): they are sent to the site and kept nowhere.

Exit status: 0 nothing raised; 1 something raised at some site or stage, of the severity of --fail-on; 2 nothing raised, \
but some site or stage could not be told (not reached, no charter, nothing to click on), or bad arguments.

Examples:
  cookie-charter visit https://example.org/
  cookie-charter visit https://example.org/ --refuse '#reject-all' --baseline last-week/evidence
  cookie-charter visit https://example.org/ --charter charter-of-the-pdf.txt
  cookie-charter visit https://example.org/ --refuse '#reject-all' --browser firefox
  cookie-charter visit --sites sites.txt --jobs 4 --folder evidence
  cookie-charter visit --sites sites.txt --jobs 8 --webdriver http://grid-1:4444 http://grid-2:4444")]
pub(crate) struct Visit {
    /// The addresses to visit; a host alone is taken as https
    #[arg(value_name = "URL")]
    pub(crate) urls: Vec<String>,
    /// A file with one address or host a line; # starts a comment
    #[arg(long, value_name = "FILE")]
    pub(crate) sites: Option<PathBuf>,
    /// How many sites to visit at a time; never two of one domain
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    pub(crate) jobs: u8,
    /// Where the evidence goes
    #[arg(long, default_value = "evidence", value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// The charter to compare with, a page as audit takes it or an address to open, instead of the one that the site's links
    /// lead to; several times for several. Of all sites that are visited
    #[arg(long, value_name = "PAGE|URL")]
    pub(crate) charter: Vec<String>,
    /// The browser; by default the one that is installed, Chromium first
    #[arg(long, value_enum)]
    pub(crate) browser: Option<Browser>,
    /// WebDriver servers to use instead of the local browser, a Selenium Grid for instance; a geckodriver among them must
    /// have been started with --allow-system-access to show all cookies
    #[arg(long, value_name = "URL", num_args = 1..)]
    pub(crate) webdriver: Vec<String>,
    /// Visit again, click this (CSS selector) to accept, and load the page anew; frames and open shadow roots are searched,
    /// and a dialog is waited for eight times as long as --settle
    #[arg(long, value_name = "SELECTOR")]
    pub(crate) accept: Option<String>,
    /// Visit again, click this (CSS selector) to refuse, and load the page anew; as --accept
    #[arg(long, value_name = "SELECTOR")]
    pub(crate) refuse: Option<String>,
    #[command(flatten)]
    pub(crate) bar: Bar,
    /// Visit sites whose certificate is not valid, as staging sites are
    #[arg(long)]
    pub(crate) insecure: bool,
    /// Print the numbers, what is raised and what is new, instead of the whole report of the only site
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Keep no screenshot.png: it shows whatever the page shows, values of cookies included where the page prints them
    #[arg(long)]
    pub(crate) no_screenshot: bool,
    /// Seconds for one stage of one site; a page is waited for half of them at most
    #[arg(long, default_value = "60", value_name = "SECONDS", value_parser = some_seconds)]
    pub(crate) timeout: Duration,
    /// A page is looked at when it has asked for nothing new for so many seconds
    #[arg(long, default_value = "1", value_name = "SECONDS", value_parser = seconds)]
    pub(crate) settle: Duration,
    /// Seconds between two visits to one domain
    #[arg(long, default_value = "1", value_name = "SECONDS", value_parser = seconds)]
    pub(crate) pause: Duration,
    /// The language of the reports (fr, en, …); by default the terminal's. Help, messages and the summary stay in English
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(crate) language: Option<String>,
}

/// A length of time as typed, up to an hour.
fn seconds(typed: &str) -> Result<Duration, String> {
    let seconds: f64 = typed.parse().map_err(|_| "expected a number of seconds, such as 30 or 0.5".to_owned())?;
    if (0.0..=3600.0).contains(&seconds) {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err("expected 0 to 3600 seconds".to_owned())
    }
}

/// As [`seconds`], and more than none.
fn some_seconds(typed: &str) -> Result<Duration, String> {
    let seconds = seconds(typed)?;
    if seconds.is_zero() { Err("expected more than 0 seconds".to_owned()) } else { Ok(seconds) }
}

/// A language with words, as typed (`fr`, `fr-FR`).
fn language(typed: &str) -> Result<String, String> {
    let primary = typed.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if LANGUAGES.contains(&primary.as_str()) {
        Ok(primary)
    } else {
        Err(format!("expected one of {}", LANGUAGES.join(", ")))
    }
}

/// The browsers that can be driven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Browser {
    /// Chromium or Chrome, with chromedriver
    Chromium,
    /// Firefox, with geckodriver
    Firefox,
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cookie-charter completions bash > ~/.local/share/bash-completion/completions/cookie-charter
  cookie-charter completions fish > ~/.config/fish/completions/cookie-charter.fish")]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// The folder to write into; without it, the first page goes to standard output
    pub(crate) folder: Option<PathBuf>,
}

/// Arguments of `read`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status: 0 the page was read, even where it declares nothing; 2 it could not be read (no page, cookies in its place, bad \
arguments).

Examples:
  cookie-charter read charte-cookies.html
  cookie-charter read politique.txt --format json | jq '.declarations[].name'
  curl -s https://example.org/cookies | cookie-charter read - --address https://example.org/cookies")]
pub(crate) struct Read {
    /// The page: .html, .txt or .md, or - for standard input
    pub(crate) page: PathBuf,
    /// The address the page came from
    #[arg(long, value_name = "URL")]
    pub(crate) address: Option<String>,
    /// How to print the charter; by default for people, or what the ending of --output tells
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Write into this file (.txt, .json) instead of printing; several times for several
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// The language of the answer for people (fr, en, …); by default the terminal's. Help and messages stay in English
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(crate) language: Option<String>,
}

/// Arguments of `find`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status: 0 the page was read, even where no link leads to a charter; 2 it could not be read, or bad arguments.

Examples:
  cookie-charter find home.html --address https://example.org/
  curl -s https://example.org/ | cookie-charter find - --address https://example.org/ --format json")]
pub(crate) struct Find {
    /// The page: .html, .txt or .md, or - for standard input
    pub(crate) page: PathBuf,
    /// The address the page came from; relative links are resolved against it
    #[arg(long, value_name = "URL")]
    pub(crate) address: String,
    /// How to print the candidates
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// How `read` and `find` print their answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Arguments of `audit`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Cookies are read from this tool's export, cookies.getAll, Cookie-Editor or EditThisCookie JSON, cookies.txt, HAR, \
Playwright storageState, Puppeteer or DevTools cookies, and inspection.json. The format is told by the content. Values are \
never kept.

Exit status: 0 nothing raised; 1 something raised, of the severity of --fail-on; 2 could not tell (unreadable file, no \
charter or none that could be read, files without any cookie in them, a report of another site, bad arguments). 2 goes before 1: without a charter it is 2, \
whatever the report raises of cookies alone. With --explain only what is raised about that name counts.

Examples:
  cookie-charter audit --charter charte.html --cookies cookies.txt --site https://example.org/
  cookie-charter audit --charter cookies.html legal.html --cookies before.har --stage before --site https://example.org/
  cookie-charter audit --charter charte.html --cookies visit.json --language fr --output report.html --output findings.sarif
  cookie-charter audit --charter charte.html --cookies visit.json --explain _pk_id.1.4f2a
  cookie-charter audit --charter charte.html --cookies visit.json --baseline last-week.json --format junit > cookies.xml
  cookie-charter audit --cookies report.json --format csv --language fr > report.csv
  cookie-charter audit --charter charte.html --cookies visit.json --format draft-html --output rows.html")]
pub(crate) struct Audit {
    /// The site's charter: a page, or what read --format json has read in one; several for a site with several. A report
    /// among the cookies brings its own
    #[arg(long, value_name = "PAGE", num_args = 1..)]
    pub(crate) charter: Vec<PathBuf>,
    /// Files of cookies; - for standard input
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    pub(crate) cookies: Vec<PathBuf>,
    /// Knowledge bases of the Website Auditing Tool: what they know about cookies goes before what is publicly known
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) knowledge: Vec<PathBuf>,
    /// The address of the visited page; not needed when a file tells
    #[arg(long, value_name = "URL")]
    pub(crate) site: Option<String>,
    /// When the cookies were read (RFC 3339, or a day, 2026-06-01); by default what each file tells, or else its date, or else,
    /// for standard input and a file whose date cannot be right, now
    #[arg(long, value_name = "MOMENT")]
    pub(crate) now: Option<String>,
    /// Where the visitor stood in the consent dialog
    #[arg(long, value_enum)]
    pub(crate) stage: Option<TypedStage>,
    /// The language of the report (fr, en, …); by default the terminal's. Help and messages stay in English
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(crate) language: Option<String>,
    /// How to print the report; by default for people, or what the ending of --output tells
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReportFormat>,
    /// Write into this file (.txt, .json, .csv, .html, .md, .sarif, .xml, inspection.json) instead of printing; several times
    /// for several
    #[arg(long, value_name = "FILE", conflicts_with = "explain")]
    pub(crate) output: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) bar: Bar,
    /// Tell of one cookie only, and all of it: why the charter covers it, or does not
    #[arg(long, value_name = "NAME")]
    pub(crate) explain: Option<String>,
}

/// How `audit` prints its report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people; coloured on a terminal, unless NO_COLOR is set
    #[default]
    Text,
    /// The whole report, for programs; can be given back to --cookies and --baseline
    Json,
    /// One line a cookie, for spreadsheets: begins with a byte order mark, and has the headings and separator of the report's
    /// language (a comma in English, else a semicolon); --language en makes it the same everywhere
    Csv,
    /// One self-contained page, to read and to print
    Html,
    /// For issues and mails
    Markdown,
    /// SARIF 2.1.0, for code review tools
    Sarif,
    /// JUnit XML, for continuous integration
    Junit,
    /// inspection.json, for the EDPB's Website Auditing Tool
    Inspection,
    /// The rows that the charter lacks, as an HTML table in its own columns and language, for the site's owner to complete
    DraftHtml,
    /// The same as a markdown table
    DraftMarkdown,
    /// The same for spreadsheets
    DraftCsv,
}

/// The stages of consent that can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TypedStage {
    /// Before any choice
    Before,
    /// After accepting
    Accepted,
    /// After refusing
    Refused,
}

impl From<TypedStage> for Stage {
    fn from(stage: TypedStage) -> Self {
        match stage {
            TypedStage::Before => Self::Before,
            TypedStage::Accepted => Self::Accepted,
            TypedStage::Refused => Self::Refused,
        }
    }
}

/// What makes the exit status of an audit 1.
#[derive(Debug, clap::Args)]
pub(crate) struct Bar {
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Exit 1 also for notices, doubts about a charter as a whole, and anything that could not be seen
    #[arg(long, conflicts_with = "fail_on")]
    pub(crate) strict: bool,
    /// Tell apart what an earlier report of the site (report.json) has: it stays in the counts, and makes no exit status 1.
    /// What became graver, names more cookies or lives half as long again is new; of what is gone it is said how much. A
    /// cookie whose name changes is known by its family, where charter or public knowledge tells it. visit takes
    /// the folder of an earlier visit too, and then compares each stage with its own. To renew it, keep the new report, or
    /// the new folder, in its place
    #[arg(long, value_name = "REPORT")]
    pub(crate) baseline: Option<PathBuf>,
}

impl Bar {
    /// The least severity that makes the exit status 1.
    pub(crate) fn least(&self) -> Severity {
        if self.strict { Severity::Notice } else { self.fail_on.into() }
    }
}

/// The severities that can make an audit fail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Major discrepancies only, as reports call them: charter and browser contradict each other
    Breach,
    /// Also minor discrepancies: worth correcting
    #[default]
    Warning,
    /// Also what reports call worth knowing
    Notice,
}

impl From<FailOn> for Severity {
    fn from(least: FailOn) -> Self {
        match least {
            FailOn::Breach => Self::Breach,
            FailOn::Warning => Self::Warning,
            FailOn::Notice => Self::Notice,
        }
    }
}
