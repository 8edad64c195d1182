//! Bytes of a file into text: byte order marks, UTF-8, UTF-16, and the Windows code page that older systems export.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text, and how sure it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The first byte of the text that is no UTF-8, where the text was read as Windows-1252 because of it.
    pub guessed_from: Option<usize>,
}

/// Bytes that are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// They hold zero bytes, as pictures, archives and programs do.
    Binary,
    /// They begin with the mark of UTF-16 but are no UTF-16.
    BrokenUtf16,
}

/// Decodes a whole file.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, NoText> {
    if let Some(utf16) = utf16(&bytes) {
        let (text, broken) = utf16.decode_without_bom_handling(&bytes[2..]);
        return if broken {
            Err(NoText::BrokenUtf16)
        } else {
            Ok(Decoded { text: text.into_owned(), guessed_from: None })
        };
    }
    let mut bytes = bytes;
    if bytes.starts_with(BOM) {
        bytes.drain(..BOM.len());
    }
    if bytes.contains(&0) {
        return Err(NoText::Binary);
    }
    Ok(utf8_or_windows(bytes))
}

/// The byte order mark of UTF-8.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The UTF-16 that a byte order mark announces.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-8 where it is valid, else Windows-1252, in which every byte means something.
pub fn utf8_or_windows(bytes: Vec<u8>) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, guessed_from: None },
        Err(fault) => {
            let valid = fault.utf8_error().valid_up_to();
            let (before, after) = fault.as_bytes().split_at(valid);
            // What stands before the first fault may hold characters of several bytes only in a file of mixed encodings;
            // it is decoded like the rest, so that nothing is half one and half the other.
            let (before, _) = WINDOWS_1252.decode_without_bom_handling(before);
            let (after, _) = WINDOWS_1252.decode_without_bom_handling(after);
            let guessed_from = Some(before.len());
            Decoded { text: before.into_owned() + &*after, guessed_from }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Decoded {
        decode(bytes.to_vec()).unwrap()
    }

    #[test]
    fn byte_order_marks_are_taken_away() {
        assert_eq!(text(b"\xEF\xBB\xBFa"), Decoded { text: "a".into(), guessed_from: None });
        assert_eq!(text(b"\xFF\xFEa\0\xE9\0").text, "aé");
        assert_eq!(text(b"\xFE\xFF\0a\0\xE9").text, "aé");
    }

    #[test]
    fn the_windows_code_page_is_read_and_told() {
        assert_eq!(
            text(b"caf\xE9 \x93x\x94 \x80"),
            Decoded { text: "café “x” €".into(), guessed_from: Some(3) }
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"\x89PNG\0\0".to_vec()), Err(NoText::Binary));
        assert_eq!(decode(b"\xFF\xFEa".to_vec()), Err(NoText::BrokenUtf16));
        assert_eq!(text(b"").text, "");
    }
}
