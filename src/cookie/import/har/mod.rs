//! HTTP Archive 1.2, read as a stream: entry by entry, `Set-Cookie` headers settle in a jar as they would in a browser.
//!
//! Memory grows with the cookies and hosts of the archive (bounded below), never with its bodies. Scripts leave no
//! header behind: a cookie that is sent without having been set in the archive is held too, with unknown attributes.

mod archive;
mod entry;
mod jar;

use super::error::ImportError;
use super::{Capture, Form};
use archive::Archive;
use jar::Jar;
use serde::de::DeserializeSeed as _;
use std::io::Read;

/// What our own list of hosts names as its creator: no archive of another is without cookies on purpose.
pub const HOSTS_ONLY: &str = "Cookie Charter";

/// Reads a whole archive.
pub(super) fn read(file: impl Read) -> Result<Capture, ImportError> {
    let mut jar = Jar::default();
    let mut json = serde_json::Deserializer::from_reader(file);
    let end = Archive(&mut jar).deserialize(&mut json).and_then(|()| json.end());
    end.map_err(|error| ImportError::json(Form::Har, error))?;
    if jar.hosts_only { Err(ImportError::HostsOnly) } else { Ok(jar.capture()) }
}
