//! Bytes from files, never more than the limits allow, with their SHA-256.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// Why a file could not be had.
#[derive(Debug)]
pub enum NoBytes {
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// The system said no.
    Io(io::Error),
}

impl From<io::Error> for NoBytes {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A SHA-256 in hexadecimal.
pub fn hex(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a file of at most `limit` bytes. The size is looked up before reading, and watched while reading: a file
/// may grow.
pub fn read_file(path: &Path, limit: u64) -> Result<(Vec<u8>, String), NoBytes> {
    let file = File::open(path)?;
    if file.metadata()?.len() > limit {
        return Err(NoBytes::TooLarge(limit));
    }
    read_all(file, limit)
}

/// The bytes of a stream of at most `limit` bytes.
pub fn read_all(from: impl Read, limit: u64) -> Result<(Vec<u8>, String), NoBytes> {
    let mut bytes = Vec::new();
    from.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(NoBytes::TooLarge(limit));
    }
    let digest = hex(Sha256::digest(&bytes));
    Ok((bytes, digest))
}

/// One line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line feed.
    Read(Vec<u8>),
    /// It is longer than the limit; its bytes were passed over.
    TooLong,
    /// It is so long that reading stopped within it.
    Endless,
}

/// A stream line by line, in bounded memory whatever a line's length.
pub struct Lines<R> {
    from: R,
    line_limit: usize,
    give_up: u64,
    digest: Sha256,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `line_limit` bytes; a line of more than `give_up` bytes ends the reading.
    pub fn new(from: R, line_limit: u64, give_up: u64) -> Self {
        let line_limit = usize::try_from(line_limit).unwrap_or(usize::MAX);
        Self { from, line_limit, give_up, digest: Sha256::new(), done: false }
    }

    /// The next line; `None` at the end.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        if self.done {
            return Ok(None);
        }
        let (mut line, mut length) = (Vec::new(), 0_u64);
        loop {
            let block = match self.from.fill_buf() {
                Ok(block) => block,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if block.is_empty() {
                self.done = true;
                return Ok((length > 0).then(|| self.line(line, length)));
            }
            let feed = block.iter().position(|byte| *byte == b'\n');
            let part = &block[..feed.unwrap_or(block.len())];
            let used = part.len() + usize::from(feed.is_some());
            if line.len() <= self.line_limit {
                line.extend_from_slice(&part[..part.len().min(self.line_limit + 1 - line.len())]);
            }
            length += part.len() as u64;
            self.digest.update(&block[..used]);
            self.from.consume(used);
            if feed.is_some() {
                return Ok(Some(self.line(line, length)));
            }
            if length > self.give_up {
                self.done = true;
                return Ok(Some(Line::Endless));
            }
        }
    }

    fn line(&self, line: Vec<u8>, length: u64) -> Line {
        if length > self.line_limit as u64 { Line::TooLong } else { Line::Read(line) }
    }

    /// The SHA-256 of all bytes read.
    pub fn sha256(self) -> String {
        hex(self.digest.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, limit: u64, give_up: u64) -> Vec<Line> {
        let mut lines = Lines::new(io::BufReader::with_capacity(3, text.as_bytes()), limit, give_up);
        std::iter::from_fn(|| lines.next_line().unwrap()).collect()
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over_and_the_rest_goes_on() {
        let read = |text: &str| Line::Read(text.into());
        assert_eq!(lines("ab\n\nabcdefgh\nc", 4, 100), [read("ab"), read(""), Line::TooLong, read("c")]);
        assert_eq!(lines("abcd\n", 4, 100), [read("abcd")]);
        assert_eq!(lines("", 4, 100), []);
    }

    #[test]
    fn an_endless_line_ends_the_reading() {
        assert_eq!(lines("abcdefghijklm\nx\n", 4, 8), [Line::Endless]);
    }

    #[test]
    fn more_than_the_limit_is_refused_while_reading() {
        assert!(matches!(read_all(io::repeat(b'x'), 1000), Err(NoBytes::TooLarge(1000))));
        let (bytes, digest) = read_all(&b"abc"[..], 3).unwrap();
        assert_eq!(bytes, b"abc");
        assert_eq!(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
