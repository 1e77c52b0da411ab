//! The evidence of a visit: one folder a site and stage, complete or absent, sealed by the SHA-256 of each file.

use super::site::Pack;
use crate::error::Error;
use crate::hashed::Hashed;
use cookie_charter::cookie::{Stage, import};
use cookie_charter::report::format::Format;
use cookie_charter::report::stages;
use serde_json::json;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Writes the packs of one site under `folder`, and says where. A pack is laid out beside its place and moved there in
/// one step: what is there is whole. What an earlier visit left stays as it is: the next one has a number behind its name.
///
/// # Errors
///
/// When a file cannot be written.
pub(super) fn write(folder: &Path, site: &str, packs: &[Pack], language: &str) -> Result<PathBuf, Error> {
    let mut place = folder.join(name(site));
    let draft = folder.join(format!(".{}.draft", name(site)));
    let failed = |source| Error::Unwritable { path: place.clone(), source };
    if draft.exists() {
        fs::remove_dir_all(&draft).map_err(failed)?;
    }
    for pack in packs {
        write_pack(&draft.join(of_stage(pack.stage)), pack, language).map_err(failed)?;
    }
    let reports: Vec<_> = packs.iter().map(|pack| pack.report.clone()).collect();
    if let Some(table) = stages::table(&reports, language) {
        fs::write(draft.join("stages.csv"), table.csv()).map_err(failed)?;
    }
    fs::write(draft.join(SUMS), sums(&draft).map_err(failed)?).map_err(failed)?;
    for number in 2.. {
        if !place.exists() {
            match fs::rename(&draft, &place) {
                Ok(()) => break,
                // Another run was quicker.
                Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty) => {}
                Err(source) => return Err(Error::Unwritable { path: place, source }),
            }
        }
        place = folder.join(format!("{}-{number}", name(site)));
    }
    Ok(place)
}

/// The file that seals a folder of evidence: `sha256sum -c SHA256SUMS` there tells whether it is as it was written.
const SUMS: &str = "SHA256SUMS";

/// The SHA-256 of every file in a folder of evidence, as `sha256sum` writes them.
fn sums(folder: &Path) -> std::io::Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        let name = name.to_string_lossy().into_owned();
        if path.is_dir() {
            for entry in fs::read_dir(path)? {
                let entry = entry?;
                files.push((format!("{name}/{}", entry.file_name().to_string_lossy()), entry.path()));
            }
        } else {
            files.push((name, path));
        }
    }
    files.sort();
    let mut sums = String::new();
    for (name, path) in files {
        let file = Hashed::of(fs::File::open(&path)?).named(&path)?;
        let _ = writeln!(sums, "{}  {name}", file.sha256);
    }
    Ok(sums)
}

/// The folder of a stage, within that of its site.
pub(super) fn of_stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Accepted => "accepted",
        Stage::Refused => "refused",
        Stage::Before | Stage::Unknown => "before",
    }
}

fn write_pack(folder: &Path, pack: &Pack, language: &str) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("report.json"), Format::Json.write(&pack.report, language))?;
    fs::write(folder.join("report.html"), Format::Html.write(&pack.report, language))?;
    // What a build is judged by, for the views that platforms have of it: what is known is marked as such.
    fs::write(folder.join("report.sarif"), Format::Sarif.write(&pack.counts, language))?;
    fs::write(folder.join("report.xml"), Format::Junit.write(&pack.counts, language))?;
    fs::write(folder.join("visit.json"), serde_json::to_string_pretty(&pack.report.visit)? + "\n")?;
    fs::write(folder.join("hosts.har"), hosts(pack))?;
    for (source, number) in pack.charters.iter().zip(1..) {
        let name = if number == 1 { "charter.html".to_owned() } else { format!("charter-{number}.html") };
        fs::write(folder.join(name), source)?;
    }
    if let Some(picture) = pack.screenshot.as_deref().and_then(base64) {
        fs::write(folder.join("screenshot.png"), picture)?;
    }
    Ok(())
}

/// A HAR that names the hosts contacted and nothing else of the requests.
fn hosts(pack: &Pack) -> String {
    let visit = &pack.report.visit;
    let entry = |host: &cookie_charter::cookie::Host| {
        json!({
            "startedDateTime": "1970-01-01T00:00:00Z", "time": 0, "cache": {}, "timings": {"send": 0, "wait": 0, "receive": 0},
            "request": {"method": "GET", "url": format!("https://{}/", host.name), "httpVersion": "", "cookies": [], "headers": [], "queryString": [], "headersSize": -1, "bodySize": -1},
            "response": {"status": 0, "statusText": "", "httpVersion": "", "cookies": [], "headers": [], "content": {"size": 0, "mimeType": ""}, "redirectURL": "", "headersSize": -1, "bodySize": -1},
        })
    };
    let entries: Vec<_> = visit.hosts.iter().map(entry).collect();
    let log = json!({"log": {
        "version": "1.2", "creator": {"name": import::HOSTS_ONLY, "version": env!("CARGO_PKG_VERSION")},
        "comment": "Hosts only, no source of cookies: addresses, headers, bodies and times are left out on purpose. The scheme https, the path / and the year 1970 are what the format demands, not what was seen.", "entries": entries,
    }});
    log.to_string() + "\n"
}

/// The folder's name: host, port and path of the address, in letters that every file system takes. What its query tells
/// stays out of it.
pub(super) fn name(site: &str) -> String {
    let rest = site.split_once("://").map_or(site, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' };
    let name: String = rest.chars().map(safe).take(120).collect();
    if name.starts_with('.') { format!("_{name}") } else { name }
}

/// Decodes base64 (RFC 4648 §4). `None` when it is none.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{base64, name};

    #[test]
    fn names_of_folders_are_harmless() {
        assert_eq!(name("https://www.isere.fr/"), "www.isere.fr");
        assert_eq!(name("http://a.localhost:8080/x/../y"), "a.localhost_8080_x_.._y");
        assert_eq!(name("https://a.example/?token=SECRET"), "a.example");
        assert_eq!(name("https://a.example/x/#SECRET"), "a.example_x");
        assert_eq!(name("https://../"), "_..");
    }

    #[test]
    fn pictures_are_decoded() {
        assert_eq!(base64("iVBORw0KGgo=").as_deref(), Some(&b"\x89PNG\r\n\x1a\n"[..]));
        assert_eq!(base64("TQ==").as_deref(), Some(&b"M"[..]));
        assert_eq!(base64("T*"), None);
    }
}
