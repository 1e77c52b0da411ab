//! A file or standard input → a page.

use crate::error::Error;
use crate::{decode, output};
use cookie_charter::charter::{self, Saved};
use cookie_charter::cookie::import;
use cookie_charter::page::{Form, Page};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

/// The extension asks for no larger page, and the reader leaves out what is beyond its bounds (a doubt then says so).
const LARGE: usize = 5_000_000;

const EXPECTED: &str = "a page (.html, .txt, .md, or - for standard input)";

/// Reads a page from a file, or from standard input when `path` is `-`.
///
/// The form follows the extension and, where it says nothing, the content; bytes become text by [`decode::page`].
///
/// # Errors
///
/// When the file cannot be read, is a folder, is empty, is not text at all, or holds cookies.
pub(crate) fn open(path: &Path, address: Option<String>) -> Result<Page, Error> {
    opened(path, address).map(|(page, _)| page)
}

/// As [`open`], with the file that it was read from; standard input and pipes are none.
///
/// # Errors
///
/// As [`open`].
pub(crate) fn opened(path: &Path, address: Option<String>) -> Result<(Page, Option<Saved>), Error> {
    let bytes = bytes(path)?;
    if let Some(found) = decode::binary(&bytes) {
        return Err(Error::Binary { path: name(path), found });
    }
    if bytes.len() > LARGE {
        let megabytes = bytes.len() / 1_000_000;
        output::note(&format!(
            "{}: {megabytes} MB; the extension refuses pages over 5 MB, the command line reads on",
            name(path).display()
        ));
    }
    let source = decode::page(&bytes);
    if source.trim().is_empty() {
        return Err(Error::Empty { path: name(path), expected: EXPECTED });
    }
    let form = form_of_extension(path).unwrap_or_else(|| form_of_content(&source));
    let saved = path.is_file().then(|| Saved::of(from_here(path), &bytes));
    let page = Page { address, language: None, form, source };
    match import::recognise(&page.source).filter(|kind| kind.is_certain() || !charter::is_platform(&page)) {
        Some(kind) => Err(Error::NoCharter { path: name(path), kind }),
        None => Ok((page, saved)),
    }
}

/// A file's path from the current folder, with slashes; of a file that is not below it, the path as it was named.
fn from_here(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok());
    let path = below.unwrap_or(path).components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::file(&name(path), source);
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        return Ok(bytes);
    }
    if path.is_dir() {
        return Err(Error::Folder { path: name(path), expected: EXPECTED });
    }
    std::fs::read(path).map_err(failed)
}

/// The file's name as said in messages.
pub(crate) fn name(path: &Path) -> PathBuf {
    if path == Path::new("-") { PathBuf::from("standard input") } else { path.to_owned() }
}

fn form_of_extension(path: &Path) -> Option<Form> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => Some(Form::Html),
        "txt" | "text" | "md" | "markdown" | "json" | "js" => Some(Form::Text),
        _ => None,
    }
}

/// HTML when one of its usual elements opens in the first thousands of characters.
fn form_of_content(source: &str) -> Form {
    const TAGS: [&str; 28] = [
        "!doctype", "html", "head", "body", "table", "thead", "tbody", "tr", "td", "div", "p", "ul", "ol", "li", "dl",
        "h1", "h2", "h3", "section", "main", "article", "span", "header", "footer", "nav", "aside", "form", "button",
    ];
    let start: String = source.chars().take(20_000).flat_map(char::to_lowercase).collect();
    let opens_element = start.split('<').skip(1).any(|after| {
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '!')).unwrap_or(after.len());
        // A letter in angle brackets may be anything: a link has an address.
        let is_link = after.starts_with("a ") && after.split('>').next().is_some_and(|tag| tag.contains("href="));
        is_link || after.get(..end).is_some_and(|tag| TAGS.contains(&tag))
    });
    if opens_element { Form::Html } else { Form::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, form: Form) {
        assert_eq!(form_of_content(source), form, "{source}");
    }

    #[test]
    fn the_content_tells_html_from_text() {
        check("<!DOCTYPE html><title>Cookies</title>", Form::Html);
        check("\u{feff}  <TABLE><tr>", Form::Html);
        check("<a href=\"/cookies\">Cookies</a>", Form::Html);
        check("Nom\tType\nsid\t<a b>\n", Form::Text);
        check("Nom\tDurée\n_ga_<container-id>\t13 mois\n", Form::Text);
        check("| Name | <id> |\n|---|---|\n", Form::Text);
        check("a < b and p > 3", Form::Text);
    }

    #[test]
    fn the_extension_tells_first() {
        assert_eq!(form_of_extension(Path::new("a/Charte.HTM")), Some(Form::Html));
        assert_eq!(form_of_extension(Path::new("charte.md")), Some(Form::Text));
        assert_eq!(form_of_extension(Path::new("charte.php")), None);
        assert_eq!(form_of_extension(Path::new("-")), None);
    }
}
