//! What is read, and the SHA-256 of all of it: what tells a file from every other one.

use cookie_charter::{cookie, text};
use sha2::{Digest as _, Sha256};
use std::io::{self, BufReader, Read};
use std::path::Path;

/// A stream, and the hash of what was read of it so far.
pub(crate) struct Hashed<R> {
    stream: R,
    hash: Sha256,
}

impl<R: Read> Hashed<R> {
    /// A stream of which nothing was read.
    pub(crate) fn of(stream: R) -> Self {
        Self { stream, hash: Sha256::new() }
    }

    /// Reads the rest, and names the whole as a file of this path; what is no file has no name.
    ///
    /// # Errors
    ///
    /// When the rest cannot be read.
    pub(crate) fn named(mut self, path: &Path) -> io::Result<cookie::File> {
        io::copy(&mut BufReader::with_capacity(1 << 18, &mut self), &mut io::sink())?;
        let name = path.file_name().filter(|_| path.is_file()).map(|name| name.to_string_lossy().into_owned());
        Ok(cookie::File { name, sha256: text::hex(&self.hash.finalize()) })
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(into)?;
        self.hash.update(into.get(..count).unwrap_or_default());
        Ok(count)
    }
}
