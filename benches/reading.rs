//! How long reading a charter takes beside what scraper needs to parse the same page into its tree.
//!
//! `cargo bench --bench reading`, or `… -- prose` for the pages whose name has that word. The aim is a ratio of at most
//! 1.5 on every page of 10 KB to 5 MB, and a time that grows with the size and no faster. Of several runs the shortest
//! counts: what else the machine does only ever adds to one. The first reading of a process, which sets up the lists of
//! words that it asks, is told apart: it is the only one of a command, and of a popup whose background was asleep.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark measures time and prints it")]

#[path = "pages.rs"]
mod pages;

use cookie_charter::charter;
use cookie_charter::page::{Form, Page};
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    first(&site());
    println!(
        "{:<28} {:>9} {:>11} {:>11} {:>7} {:>9} {:>9}",
        "page", "KB", "parse ms", "read ms", "ratio", "MB/s", "declared"
    );
    let row = 210;
    let tables = [10_000, 100_000, 1_000_000, 5_000_000]
        .map(|bytes| (format!("table of {} KB", bytes / 1000), pages::table(bytes / row)));
    for (name, source) in tables {
        measure(&name, &source);
    }
    measure("table of 50,000 rows", &pages::table(50_000));
    measure("prose of 1 MB", &prose(1_000_000));
    measure("marked prose of 1 MB", &marked(1_000_000));
    measure("words without a tag, 1 MB", &"Ce site utilise des cookies pour mesurer son audience. ".repeat(18_000));
    measure("cards of 1 MB", &cards(5_400));
    measure("page of a site", &site());
    measure("1,000 deep", &nested(1_000));
    measure("100,000 deep", &nested(100_000));
}

/// How long the first reading of the process takes, beside those that follow.
fn first(source: &str) {
    let page = Page { address: None, language: None, form: Form::Html, source: source.to_owned() };
    let start = Instant::now();
    black_box(charter::read(black_box(&page)));
    let first = start.elapsed().as_secs_f64() * 1e3;
    let then = shortest(source.len(), || {
        black_box(charter::read(black_box(&page)));
    });
    println!("page of a site, read first: {first:.2} ms, then {:.2} ms\n", then.as_secs_f64() * 1e3);
}

fn measure(name: &str, source: &str) {
    // Cargo itself adds `--bench`.
    if !std::env::args().skip(1).filter(|word| !word.starts_with("--")).all(|word| name.contains(&word)) {
        return;
    }
    let size = source.len();
    let parse = shortest(size, || {
        black_box(scraper::Html::parse_document(black_box(source)));
    });
    let page = Page { address: None, language: None, form: Form::Html, source: source.to_owned() };
    let mut declared = 0;
    let read = shortest(size, || declared = black_box(charter::read(black_box(&page))).declarations.len());
    let (parse_ms, read_ms) = (parse.as_secs_f64() * 1e3, read.as_secs_f64() * 1e3);
    #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
    let size = size as f64;
    println!(
        "{name:<28} {:>9.0} {parse_ms:>11.2} {read_ms:>11.2} {:>7.2} {:>9.1} {declared:>9}",
        size / 1e3,
        read_ms / parse_ms,
        size / 1e6 / read.as_secs_f64()
    );
}

/// The shortest of several runs: many of a small page, few of a large one, one of what takes seconds, as scraper does
/// where nesting is deep.
fn shortest(size: usize, mut work: impl FnMut()) -> Duration {
    let runs = (20_000_000 / size.max(1)).clamp(5, 101);
    let begun = Instant::now();
    let mut shortest = Duration::MAX;
    for _ in 0..runs {
        let start = Instant::now();
        work();
        shortest = shortest.min(start.elapsed());
        if begun.elapsed() > Duration::from_secs(3) {
            break;
        }
    }
    shortest
}

/// A charter of paragraphs, of at least this many bytes, that names a cookie now and then.
fn prose(bytes: usize) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"fr\"><title>Politique cookies</title><body><h1>Politique cookies</h1>\n",
    );
    let mut number = 0;
    while page.len() < bytes {
        page.push_str(
            "<p>Lorsque vous consultez notre site, des informations relatives à votre navigation peuvent être \
             enregistrées dans des fichiers appelés cookies, que vous pouvez à tout moment accepter ou refuser.</p>\n",
        );
        if number % 20 == 0 {
            let _ = writeln!(
                page,
                "<p>Nous déposons un cookie nommé _suivi_{number}, conservé treize mois, pour mesurer l’audience.</p>"
            );
        }
        number += 1;
    }
    page + "</body></html>"
}

/// A charter of paragraphs as editors write them: bold words, links, entities, a list now and then.
fn marked(bytes: usize) -> String {
    let mut page = String::from("<!doctype html><html lang=\"fr\"><title>Cookies</title><body><h1>Cookies</h1>\n");
    let mut number = 0;
    while page.len() < bytes {
        let _ = writeln!(
            page,
            "<h2>Article {number}</h2><p>En vertu de l&rsquo;article 82, <strong>votre consentement</strong> est              recueilli avant tout d&eacute;p&ocirc;t ; voir <a href=\"/legal#{number}\">nos mentions</a>.</p><ul>             <li>Le cookie <code>_choix_{number}</code> retient votre choix pendant six mois.</li>             <li>Vous pouvez changer d&rsquo;avis &agrave; tout moment.</li></ul>"
        );
        number += 1;
    }
    page + "</body></html>"
}

/// A charter as sites publish them: a menu, scripts, ten kilobytes of prose and a table.
fn site() -> String {
    let mut menu = String::new();
    for entry in 0..60 {
        let _ = writeln!(
            menu,
            "<li class=\"menu-item menu-item-{entry}\"><a href=\"/rubrique-{entry}\">Rubrique {entry}</a></li>"
        );
    }
    let script = "(function(w,d){var s=d.createElement('script');s.async=true;if(w.innerWidth<640){s.src='/petit.js';}d.head.appendChild(s);})(window,document);\n";
    let style = ".menu-item a{display:block;padding:0 12px;color:#1d1d1b}\n";
    let tail = "<footer><p>© Ville, tous droits réservés.</p></footer></body></html>";
    let page = format!("{}{}", prose(10_000), pages::table(25));
    let page = page.replace("</body></html>", "").replace(
        "<body>",
        &format!(
            "<style>{}</style><script>{}</script><body class=\"page\"><nav><ul>{menu}</ul></nav>",
            style.repeat(200),
            script.repeat(100)
        ),
    );
    page + tail
}

/// A charter inside this many nested elements.
fn nested(depth: usize) -> String {
    format!(
        "<!doctype html><html lang=\"fr\"><body>{}{}{}</body></html>",
        "<div>".repeat(depth),
        pages::table(10),
        "</div>".repeat(depth)
    )
}

/// A charter of cards: label and value pairs in `div`s.
fn cards(count: usize) -> String {
    let card = |number: usize| {
        format!(
            "<div class=\"card\"><h3>_carte_{number}</h3><dl><dt>Prestataire</dt><dd>Prestataire {}</dd><dt>Finalité</dt>\
             <dd>Retenir le choix du visiteur</dd><dt>Durée</dt><dd>6 mois</dd></dl></div>\n",
            number % 40
        )
    };
    let cards: String = (0..count).map(card).collect();
    format!("<!doctype html><html lang=\"fr\"><title>Cookies</title><body><h1>Cookies</h1>{cards}</body></html>")
}
