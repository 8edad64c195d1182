//! What is looked at in the bytes of a PDF before anything of it is unpacked or followed: its size unpacked, passwords,
//! and tables of characters that would fill the memory.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::minutes::formats::bounds::Bounds;
use crate::minutes::formats::opened::Fault;

/// Bytes of an unpacked stream that are kept to look for a table of characters.
const KEPT: usize = 4 << 20;
/// Characters that all the ranges of one file may stand for.
const CHARACTERS: u64 = 4_000_000;

/// Refuses what cannot be read safely.
pub(super) fn check(bytes: &[u8], bounds: &Bounds) -> Result<(), Fault> {
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    if find(head, b"%PDF-", 0).is_none() {
        let message = "this file is no PDF, whatever its name says";
        return Err(Fault::damaged(
            message,
            "open it in the program that it belongs to and save it as a PDF",
        ));
    }
    if find(bytes, b"/Encrypt", 0).is_some() {
        return Err(Fault::protected("open it and print it into a new PDF, or attach the minutes as text"));
    }
    let mut left = bounds.unpacked_bytes;
    let mut characters = CHARACTERS;
    ranges(bytes, &mut characters)?;
    let mut at = 0;
    while let Some(found) = find(bytes, b"stream", at) {
        at = found + b"stream".len();
        if found >= 3 && bytes.get(found - 3..found) == Some(b"end") {
            continue;
        }
        let start = match bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => at + 2,
            Some([b'\n' | b'\r', ..]) => at + 1,
            _ => continue,
        };
        let packed = bytes.get(start..).unwrap_or_default();
        if is_zlib(packed) {
            let (kept, used) = unpack(packed, &mut left, bounds)?;
            if is_zlib(&kept) {
                let (_, _) = unpack(&kept, &mut left, bounds)?;
            }
            ranges(&kept, &mut characters)?;
            at = start + used;
        }
    }
    // The one other packing that grows without measure; nothing has written it for many years.
    if find(bytes, b"LZW", 0).is_some() {
        return Err(Fault::too_large(
            "it is packed in an old way whose size cannot be told",
            "max_unpacked_bytes",
        ));
    }
    Ok(())
}

/// Unpacks a stream to count its bytes; gives its beginning, and how many packed bytes it took.
fn unpack(packed: &[u8], left: &mut u64, bounds: &Bounds) -> Result<(Vec<u8>, usize), Fault> {
    let mut decoder = ZlibDecoder::new(packed);
    let mut kept = Vec::new();
    let mut block = vec![0; 1 << 16];
    // A stream that ends in a fault counts as far as it goes.
    while let Ok(read @ 1..) = decoder.read(&mut block) {
        if read as u64 > *left {
            let what = format!("unpacked it is larger than {} MiB", bounds.unpacked_bytes >> 20);
            return Err(Fault::too_large(&what, "max_unpacked_bytes"));
        }
        *left -= read as u64;
        let room = KEPT.saturating_sub(kept.len()).min(read);
        kept.extend_from_slice(block.get(..room).unwrap_or_default());
    }
    Ok((kept, usize::try_from(decoder.total_in()).unwrap_or(0)))
}

/// Whether bytes begin like a packed stream.
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [first, second, ..] => {
            first & 0x0F == 8 && (u32::from(*first) * 256 + u32::from(*second)).is_multiple_of(31)
        }
        _ => false,
    }
}

/// Counts the characters that ranges such as `<0000> <FFFF>` stand for.
fn ranges(text: &[u8], left: &mut u64) -> Result<(), Fault> {
    let mut at = 0;
    let refused = || Fault::too_large("its table of characters has no end", "max_unpacked_bytes");
    while let Some(found) = find(text, b"beginbfrange", at) {
        let start = found + b"beginbfrange".len();
        let end = find(text, b"endbfrange", start).unwrap_or(text.len());
        at = end;
        let mut codes: [u64; 2] = [0; 2];
        let mut known = 0;
        let mut position = start;
        while let Some(byte) = text.get(position).filter(|_| position < end) {
            position += 1;
            match byte {
                // Codes are written in hexadecimal everywhere; other ways could hide one.
                b'(' => return Err(refused()),
                b'<' => {
                    let close = find(text, b">", position).unwrap_or(end);
                    let digits = text.get(position..close).unwrap_or_default();
                    let value = digits.iter().filter_map(|digit| char::from(*digit).to_digit(16));
                    let value =
                        value.fold(0_u64, |sum, digit| sum.wrapping_mul(16).wrapping_add(u64::from(digit)));
                    position = close + 1;
                    if let Some(code) = codes.get_mut(known) {
                        *code = value & 0xFFFF_FFFF;
                        known += 1;
                    } else {
                        known = 0;
                    }
                    if known == 2 {
                        let [low, high] = codes;
                        *left = left.checked_sub(high.saturating_sub(low) + 1).ok_or_else(refused)?;
                    }
                }
                b'[' => {
                    position = find(text, b"]", position).map_or(end, |close| close + 1);
                    known = 0;
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Where `wanted` stands at or after `from`.
pub(super) fn find(text: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let first = *wanted.first()?;
    let mut at = from;
    loop {
        at += text.get(at..)?.iter().position(|byte| *byte == first)?;
        if text.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
}
