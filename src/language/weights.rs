//! The learned weights: for each feature a row of whole numbers, two for each topic. Only hashes of features are kept,
//! so no text that was learned from can be read back; and only whole numbers are added, so every machine agrees.

use super::features::{OfTopic, SAID};
use super::topic::Topic;

/// Topics that are learned.
pub(super) const TOPICS: usize = Topic::ALL.len();
/// Columns of a row: for each topic whether it is discussed, then for each whether it is explained.
pub(super) const COLUMNS: usize = 2 * TOPICS;
/// What stands for 1.0.
pub(super) const ONE: f64 = 64.0;

/// Weights by feature; the default has none.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Feature hashes, each with the number of its row, by place; 0 and 0 where empty. Its length is a power of two.
    slots: Vec<(u32, u32)>,
    /// A bit for each value of the first [`SIEVE`] bits of a scrambled hash, set where a feature has it. Most features
    /// that are asked for (pairs of words) have no row, and this is small enough to stay close to the processor.
    sieve: Vec<u64>,
    rows: Vec<[i8; COLUMNS]>,
    /// The numbers of the rows of what is said of a topic, by [`OfTopic::Said`]: these are asked for most.
    said: Vec<Option<u32>>,
    /// A topic's score must reach this to count, in the columns' order.
    pub(super) thresholds: [i32; COLUMNS],
}

/// Bits of a scrambled hash by which the sieve tells features apart.
const SIEVE: u32 = 21;

/// Spreads a hash, so that its first bits depend on all of it.
fn scrambled(key: u32) -> u32 {
    key.wrapping_mul(0x9e37_79b1)
}

/// The place in the sieve: the word and the bit in it.
fn in_sieve(key: u32) -> (usize, u64) {
    let at = scrambled(key) >> (u32::BITS - SIEVE);
    ((at / u64::BITS) as usize, 1 << (at % u64::BITS))
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            slots: Vec::new(),
            sieve: Vec::new(),
            rows: Vec::new(),
            said: Vec::new(),
            thresholds: [0; COLUMNS],
        }
    }
}

impl Weights {
    /// Whether nothing has been learned.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Builds the table from rows by feature.
    pub(super) fn new(rows: Vec<(u32, [i8; COLUMNS])>, thresholds: [i32; COLUMNS]) -> Self {
        let size = (rows.len() * 2).next_power_of_two().max(2);
        let mut weights = Self {
            slots: vec![(0, 0); size],
            sieve: vec![0; 1 << (SIEVE - u64::BITS.ilog2())],
            rows: Vec::with_capacity(rows.len()),
            said: Vec::new(),
            thresholds,
        };
        for (key, row) in rows {
            let mut at = weights.first_slot(key);
            while weights.slots.get(at).is_some_and(|(known, _)| *known != 0) {
                at = (at + 1) & (size - 1);
            }
            let number = u32::try_from(weights.rows.len()).unwrap_or(0);
            if let Some(slot) = weights.slots.get_mut(at) {
                *slot = (key, number);
                weights.rows.push(row);
            }
            let (word, bit) = in_sieve(key);
            if let Some(word) = weights.sieve.get_mut(word) {
                *word |= bit;
            }
        }
        weights.said = (0..SAID).map(|what| weights.number(OfTopic::Said(what).key())).collect();
        weights
    }

    /// Where the search for a feature begins.
    fn first_slot(&self, key: u32) -> usize {
        // The low half of the product holds the bits that the sieve has not used.
        scrambled(key).rotate_right(u32::BITS - SIEVE) as usize & self.slots.len().saturating_sub(1)
    }

    /// The number of a feature's row.
    fn number(&self, key: u32) -> Option<u32> {
        let (word, bit) = in_sieve(key);
        if self.sieve.get(word)? & bit == 0 {
            return None;
        }
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = self.first_slot(key);
        loop {
            match *self.slots.get(at)? {
                (0, _) => return None,
                (known, number) if known == key => return Some(number),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The row of a feature.
    pub(super) fn row(&self, key: u32) -> Option<&[i8; COLUMNS]> {
        self.rows.get(self.number(key)? as usize)
    }

    /// The row of a feature of one topic alone.
    pub(super) fn row_of_topic(&self, feature: OfTopic) -> Option<&[i8; COLUMNS]> {
        match feature {
            OfTopic::Said(what) => self.rows.get((*self.said.get(what as usize)?)? as usize),
            OfTopic::Kind(key) => self.row(key),
        }
    }

    /// The text form that word files hold: base64 of the rows by rising hash, each as the step from the hash before,
    /// the number of its weights, and each weight with the step to its column.
    pub fn to_text(&self) -> String {
        let mut rows: Vec<(u32, &[i8; COLUMNS])> = self
            .slots
            .iter()
            .filter(|(key, _)| *key != 0)
            .filter_map(|(key, number)| Some((*key, self.rows.get(*number as usize)?)))
            .collect();
        rows.sort_by_key(|(key, _)| *key);
        let mut bytes = Vec::new();
        for threshold in self.thresholds {
            push(&mut bytes, zigzag(threshold));
        }
        let mut last = 0;
        for (key, row) in rows {
            push(&mut bytes, key - last);
            last = key;
            let filled: Vec<(u32, i8)> =
                (0..).zip(row.iter().copied()).filter(|(_, weight)| *weight != 0).collect();
            push(&mut bytes, u32::try_from(filled.len()).unwrap_or(0));
            let mut before = 0;
            for (column, weight) in filled {
                push(&mut bytes, column - before);
                before = column;
                push(&mut bytes, zigzag(i32::from(weight)));
            }
        }
        base64(&bytes)
    }

    /// Reads the text form; `None` where it is damaged.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = unbase64(text)?;
        let mut rest = bytes.as_slice();
        let mut thresholds = [0; COLUMNS];
        for threshold in &mut thresholds {
            *threshold = unzigzag(pull(&mut rest)?);
        }
        let mut rows = Vec::new();
        let mut key = 0u32;
        while !rest.is_empty() {
            key = key.checked_add(pull(&mut rest)?)?;
            let mut row = [0i8; COLUMNS];
            let mut column = 0usize;
            for _ in 0..pull(&mut rest)? {
                column = column.checked_add(pull(&mut rest)? as usize)?;
                *row.get_mut(column)? = i8::try_from(unzigzag(pull(&mut rest)?)).ok()?;
            }
            rows.push((key, row));
        }
        Some(Self::new(rows, thresholds))
    }
}

fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)).cast_unsigned()
}

fn unzigzag(value: u32) -> i32 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

/// Seven bits a byte, the lowest first.
fn push(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    bytes.push(value.to_le_bytes()[0]);
}

fn pull(rest: &mut &[u8]) -> Option<u32> {
    let mut value = 0u32;
    for shift in [0, 7, 14, 21, 28] {
        let (first, others) = rest.split_first()?;
        *rest = others;
        value |= u32::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..=chunk.len() {
            let value = (group >> (18 - 6 * digit)) & 63;
            text.push(char::from(DIGITS.get(value as usize).copied().unwrap_or(b'A')));
        }
    }
    text
}

/// Spaces and line ends are passed over; anything else that is no digit is damage.
fn unbase64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut group, mut bits) = (0u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        group = (group << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((group >> bits).to_le_bytes()[0]);
            group &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Weights};

    #[test]
    fn the_text_form_gives_the_weights_back() {
        let mut row = [0; COLUMNS];
        (row[0], row[7], row[COLUMNS - 1]) = (-128, 5, 127);
        let weights = Weights::new(vec![(u32::MAX, row), (3, [1; COLUMNS]), (70_000, row)], [-9; COLUMNS]);
        let read = Weights::from_text(&weights.to_text()).expect("readable");
        assert_eq!(read.to_text(), weights.to_text());
        assert_eq!(read.row(u32::MAX), Some(&row));
        assert_eq!(read.row(3), Some(&[1; COLUMNS]));
        assert_eq!(read.row(4), None);
        assert_eq!(read.thresholds, [-9; COLUMNS]);
        assert!(Weights::from_text("A*").is_none() && Weights::from_text("").is_none());
    }
}
