//! Words of a sentence in the form in which the learned weights know them: numbers alike, endings dropped, hashed.

use std::ops::Range;

/// A word of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Hash of the word with its ending dropped.
    pub stem: u32,
    /// Hash of the first five letters; 0 for shorter words.
    pub prefix: u32,
    /// Byte range in the normal form.
    pub range: Range<usize>,
}

/// Starts a hash for a kind of feature.
pub(super) const fn seed(kind: u8) -> u32 {
    mix(0x811c_9dc5, kind as u32)
}

/// Mixes a value into a hash; the order of mixing counts.
pub(super) const fn mix(hash: u32, value: u32) -> u32 {
    let mut h = hash ^ value.wrapping_mul(0x9e37_79b1);
    h ^= h >> 15;
    h = h.wrapping_mul(0x85eb_ca6b);
    h ^= h >> 13;
    h = h.wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

/// Hash of a text.
pub(super) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The words of a range of the normal form, in order; each is hashed when it is asked for.
pub(super) fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Word> {
    let part = text.get(range.clone()).unwrap_or_default();
    let bytes = part.as_bytes();
    let wordy = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let first = *bytes.get(at)?;
            let from = at;
            at += bytes.get(at..)?.iter().take_while(|byte| wordy(byte)).count().max(1);
            let word = part.get(from..at).unwrap_or_default();
            let place = range.start + from..range.start + at;
            let (stem, prefix) = match first {
                b'?' | b'"' | b'|' | b'+' | b'%' | b';' | b':' => (hash(word), 0),
                b'0'..=b'9' => (number(word), 0),
                _ if !wordy(&first) => continue,
                _ if word.len() > 5 => (hash(stem(word)), word.get(..5).map_or(0, hash)),
                _ => (hash(stem(word)), 0),
            };
            return Some(Word { stem, prefix, range: place });
        }
    })
}

/// Numbers count by their shape: how many digits, and what letters follow (`20mg`, `9th`).
fn number(word: &str) -> u32 {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.get(digits..).unwrap_or_default();
    mix(hash(rest), 0x23 + u32::try_from(digits.min(5)).unwrap_or(5))
}

/// Drops the commonest endings; crude, but the same for every form that matters.
fn stem(word: &str) -> &str {
    let cut = |ending: &str, least: usize| word.strip_suffix(ending).filter(|rest| rest.len() >= least);
    cut("ies", 3)
        .or_else(|| cut("ing", 4))
        .or_else(|| cut("ed", 4))
        .or_else(|| cut("es", 4))
        .or_else(|| cut("s", 3).filter(|rest| !rest.ends_with('s')))
        .unwrap_or(word)
}
