//! What large evidence costs: an archive of 500 MB, a thousand saved charters.
//!
//! `cargo bench --bench evidence`. Memory is what the system says the process held at most (Linux's `VmHWM`).

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark measures time and prints it")]

#[path = "pages.rs"]
mod pages;

use cookie_charter::cookie::import;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const MEGABYTES: usize = 500;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/evidence");
    fs::create_dir_all(&folder)?;
    archive(&folder.join("large.har"))?;
    charters(&folder)
}

/// Reads the archive in this very process, before anything else takes memory.
fn archive(path: &Path) -> std::io::Result<()> {
    write_archive(path)?;
    let before = held();
    let start = Instant::now();
    let capture = import::read(File::open(path)?).map_err(std::io::Error::other)?;
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
    let speed = MEGABYTES as f64 / seconds;
    println!(
        "HAR of {MEGABYTES} MB: {seconds:.1} s, {speed:.0} MB/s, {} cookies, {} hosts",
        capture.cookies.len(),
        capture.hosts.len()
    );
    println!("  memory at most {} KB, of which {} KB before reading", held(), before);
    let (form, whole) = import::stream(File::open(path)?).map_err(std::io::Error::other)?;
    import::read_as(form, whole).map_err(std::io::Error::other)?;
    println!("  read but once, as standard input is: memory at most {} KB", held());
    fs::remove_file(path)
}

/// Answers with bodies of 100 KB, as browsers save them, from 50 hosts that set 20 cookies each.
fn write_archive(path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let body = "0123456789abcdef\\n".repeat(6_000);
    write!(file, "{{\"log\":{{\"version\":\"1.2\",\"entries\":[")?;
    let entries = MEGABYTES * 1_000_000 / (body.len() + 600);
    for number in 0..entries {
        let (host, cookie) = (number % 50, number / 50 % 20);
        write!(
            file,
            "{}{{\"startedDateTime\":\"2026-11-23T09:00:00Z\",\"request\":{{\"method\":\"GET\",\"url\":\"https://h{host}.example/p{number}\",\"headers\":[]}},\
             \"response\":{{\"status\":200,\"headers\":[{{\"name\":\"Set-Cookie\",\"value\":\"c{cookie}=x; Max-Age=86400\"}}],\"content\":{{\"size\":100000,\"text\":\"{body}\"}}}}}}",
            if number == 0 { "" } else { "," }
        )?;
    }
    write!(file, "]}}}}")?;
    file.flush()
}

/// Audits with a thousand charters of 100 rows each, on one processor and on all.
fn charters(folder: &Path) -> std::io::Result<()> {
    let page = pages::table(100);
    let paths: Vec<PathBuf> = (0..1_000).map(|number| folder.join(format!("{number}.html"))).collect();
    for path in &paths {
        fs::write(path, &page)?;
    }
    let cookies = folder.join("cookies.json");
    fs::write(&cookies, r#"[{"name": "_mesure_1", "domain": "site.example"}]"#)?;
    let audit = |program: &str, before: &[&str]| -> std::io::Result<f64> {
        let mut command = Command::new(program);
        command.args(before).arg("audit").arg("--charter").args(&paths).arg("--cookies").arg(&cookies);
        command.args(["--site", "https://site.example/", "--format", "junit"]).stdout(Stdio::null());
        let start = Instant::now();
        command.status()?;
        Ok(start.elapsed().as_secs_f64())
    };
    let binary = env!("CARGO_BIN_EXE_cookie-charter");
    let (one, all) = (audit("taskset", &["--cpu-list", "0", binary])?, audit(binary, &[])?);
    println!(
        "1,000 charters of {} KB: {one:.2} s on one processor, {all:.2} s on all ({:.2} times as fast)",
        page.len() / 1000,
        one / all
    );
    paths.iter().chain([&cookies]).try_for_each(fs::remove_file)
}

/// The most memory this process has held, in KB. 0 where the system does not tell.
fn held() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or_default()
}
