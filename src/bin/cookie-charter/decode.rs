//! Bytes → text, as a browser does it: byte order mark, then the declared charset, then what the bytes themselves say.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Decodes a page.
///
/// The byte order mark wins, then `<meta charset>` or the XML declaration in the first 1 024 bytes (HTML, "determining
/// the character encoding"), then UTF-8. A page that says UTF-8, or nothing, and is not, was written in windows-1252:
/// it is read as such, unless most of its accents are good UTF-8 and only a few bytes are broken.
pub(crate) fn page(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode(encoding, bytes.get(mark..).unwrap_or_default());
    }
    match declared(bytes) {
        Some(encoding) if encoding != UTF_8 => decode(encoding, bytes),
        _ if std::str::from_utf8(bytes).is_err() && !mostly_utf8(bytes) => decode(WINDOWS_1252, bytes),
        _ => decode(UTF_8, bytes),
    }
}

/// What is said of a document whose text another tool writes.
pub(crate) const PDF: &str = "a PDF document";

/// What the bytes are when they are no text: PDF, ZIP, a picture… `None` when they may be text.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 7] = [
        (b"%PDF-", PDF),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "a gzip file"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"SQLite format 3", "a database"),
    ];
    if let Some((_, found)) = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(found);
    }
    let wide = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    let start = bytes.get(..8_192).unwrap_or(bytes);
    let control = start.iter().filter(|byte| byte.is_ascii_control() && !b"\t\n\x0c\r".contains(byte)).count();
    // A stray control byte happens in real pages; one in a hundred does not.
    (!wide && control * 100 > start.len()).then_some("binary data")
}

fn decode(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The charset that the page's own start declares. UTF-16 in an ASCII-readable declaration cannot be true: it means UTF-8.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) =
        [start.split_once("charset"), start.split_once("<?xml").and_then(|(_, xml)| xml.split_once("encoding"))]
            .into_iter()
            .flatten()
            .next()?;
    let label = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
    let encoding = Encoding::for_label(label.get(..end)?.as_bytes())?;
    Some(encoding.output_encoding())
}

/// Most sequences beyond ASCII are good UTF-8: a page with a few broken bytes, not one in another charset.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good > broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str) {
        assert_eq!(page(bytes), text);
    }

    #[test]
    fn the_byte_order_mark_wins() {
        check(b"\xef\xbb\xbfd\xc3\xa9lai", "délai");
        check(b"\xff\xfed\x00\xe9\x00", "dé");
        check(b"\xfe\xff\x00d\x00\xe9", "dé");
    }

    #[test]
    fn the_declared_charset_is_followed() {
        check(b"<meta charset=iso-8859-2>\xb1", "<meta charset=iso-8859-2>ą");
        check(
            b"<meta http-equiv=Content-Type content='text/html; charset=KOI8-R'>\xc1",
            "<meta http-equiv=Content-Type content='text/html; charset=KOI8-R'>а",
        );
        check(
            b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><p>\xe9",
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><p>é",
        );
        check("<meta charset=utf-16>é".as_bytes(), "<meta charset=utf-16>é");
    }

    #[test]
    fn windows_1252_served_as_utf_8_is_repaired() {
        check(b"<meta charset=utf-8>dur\xe9e : l\x92ann\xe9e, 3\x80", "<meta charset=utf-8>durée : l’année, 3€");
        check(b"dur\xe9e", "durée");
    }

    #[test]
    fn a_broken_byte_in_a_utf_8_page_stays_one_broken_byte() {
        check(b"dur\xc3\xa9e \xc3\xa9t\xc3\xa9 \xff", "durée été \u{fffd}");
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(binary(b"%PDF-1.7"), Some("a PDF document"));
        assert_eq!(binary(b"ELF\0\0"), Some("binary data"));
        assert_eq!(binary(b"\xff\xfea\0"), None);
        assert_eq!(binary("é".as_bytes()), None);
    }
}
