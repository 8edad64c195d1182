//! Whatever the bytes: read or refused, never a panic.

use proptest::prelude::*;
use sharecheck::minutes::{Document, open_mail};

use super::build::{archive, bounds, docx, docx_with, p, page, pdf, texts};

fn open_all(bytes: &[u8]) {
    let bounds = bounds();
    let _ = Document::from_docx(bytes, &bounds);
    let _ = Document::from_odt(bytes, &bounds);
    let _ = Document::from_html(bytes, &bounds);
    let _ = Document::from_pdf(bytes, &bounds);
    let _ = open_mail(bytes, &bounds);
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below.max(1)
    }
}

/// Opens a good document with some of its bytes changed, many times over.
fn flip(good: &[u8], times: usize, open: impl Fn(&[u8])) {
    let mut dice = Dice(20_260_331);
    open(good);
    for _ in 0..times {
        let mut bytes = good.to_vec();
        for _ in 0..=dice.roll(4) {
            let at = dice.roll(bytes.len());
            if bytes.is_empty() {
                break;
            }
            match dice.roll(4) {
                0 => bytes[at] ^= 1 << dice.roll(8),
                1 => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
                2 => {
                    bytes.remove(at);
                }
                _ => bytes.truncate(at.max(1)),
            }
        }
        open(&bytes);
    }
}

#[test]
fn a_word_document_with_changed_bytes_is_read_or_refused() {
    let good =
        docx_with(&p("Asthma.").repeat(5), &[("styles.xml", "<w:styles/>"), ("header1.xml", "<w:hdr/>")]);
    flip(&good, 2_000, |bytes| {
        let _ = Document::from_docx(bytes, &bounds());
    });
    // Within the part, where the archive's sums would catch it first.
    let part = format!(
        "<w:document><w:body>{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:body></w:document>",
        p("a"),
        p("b")
    );
    flip(part.as_bytes(), 2_000, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = Document::from_docx(&archive(&[("word/document.xml", &text)]), &bounds());
    });
}

#[test]
fn an_opendocument_text_with_changed_bytes_is_read_or_refused() {
    let part = "<o:d><o:s><style:style style:name=\"T\"/></o:s><o:body><o:text><text:p>One<text:s text:c=\"3\"/></text:p><table:table><table:table-row><table:table-cell table:number-columns-repeated=\"2\"><text:p>x</text:p></table:table-cell></table:table-row></table:table></o:text></o:body></o:d>";
    flip(part.as_bytes(), 2_000, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = Document::from_odt(&archive(&[("content.xml", &text), ("styles.xml", &text)]), &bounds());
    });
}

#[test]
fn a_pdf_with_changed_bytes_is_read_or_refused() {
    let good = pdf(&[
        page(&[(50, 700, "Asthma."), (200, 700, "Late."), (50, 680, "Growth.")]),
        page(&[(50, 700, "End.")]),
    ]);
    flip(&good, 2_000, |bytes| {
        let _ = Document::from_pdf(bytes, &bounds());
    });
}

#[test]
fn an_email_with_changed_bytes_is_read_or_refused() {
    let good = b"From: a@example.org\r\nSubject: =?utf-8?q?Core_group?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Asthma=20is</p>\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\n> old\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n";
    flip(good, 2_000, |bytes| {
        let _ = open_mail(bytes, &bounds());
    });
}

/// Elements that mean something in a Word document, opened and closed in any order.
fn soup() -> impl Strategy<Value = String> {
    let names = [
        "p",
        "pPr",
        "rPr",
        "r",
        "t",
        "tbl",
        "tr",
        "trPr",
        "tc",
        "tcPr",
        "sdt",
        "sdtPr",
        "sdtContent",
        "showingPlcHdr",
        "del",
        "ins",
        "vMerge",
        "gridSpan",
        "txbxContent",
        "AlternateContent",
        "Choice",
        "Fallback",
        "ffData",
        "checkBox",
        "br",
        "tab",
        "sym",
        "numId",
        "ilvl",
        "pStyle",
        "vanish",
        "footnote",
        "gridBefore",
        "tblHeader",
        "altChunk",
    ];
    let step = (0..names.len(), 0..4_u8, 0..3000_u32).prop_map(move |(at, way, number)| match way {
        0 => format!("<w:{} w:val=\"{number}\"/>", names[at]),
        1 => "text &amp; more".to_owned(),
        _ => format!("+{}", names[at]),
    });
    proptest::collection::vec((step, 0..3_usize), 0..120).prop_map(|steps| {
        let (mut text, mut open) = (String::new(), Vec::new());
        for (step, closed) in steps {
            match step.strip_prefix('+') {
                Some(name) => {
                    text.push_str(&format!("<w:{name}>"));
                    open.push(name.to_owned());
                }
                None => text.push_str(&step),
            }
            for _ in 0..closed {
                text.extend(open.pop().map(|name| format!("</w:{name}>")));
            }
        }
        while let Some(name) = open.pop() {
            text.push_str(&format!("</w:{name}>"));
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        open_all(&bytes);
        let marked = [b"%PDF-1.7\n", bytes.as_slice()].concat();
        open_all(&marked);
        open_all(&[b"Subject: x\r\n", bytes.as_slice()].concat());
        open_all(&[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn any_elements_in_any_order_are_read_or_refused(body in soup()) {
        if let Ok(opened) = Document::from_docx(&docx(&body), &bounds()) {
            for block in &opened.document.blocks {
                let range = block.source_range(0..block.text.len());
                prop_assert_eq!(opened.document.source().get(range), Some(block.text.as_str()));
            }
        }
        let _ = Document::from_html(body.replace("w:", "").as_bytes(), &bounds());
    }

    #[test]
    fn what_is_written_is_what_is_read(paragraphs in proptest::collection::vec("[A-Z][a-z]{2}[A-Za-z0-9 ,.'&<>é£]{0,90}[a-z.]", 1..20)) {
        let escaped = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let body: String = paragraphs.iter().map(|text| p(&escaped(text))).collect();
        let read = texts(&Document::from_docx(&docx(&body), &bounds()));
        let page: String = paragraphs.iter().map(|text| format!("<p>{}</p>", escaped(text))).collect();
        let from_page = texts(&Document::from_html(page.as_bytes(), &bounds()));
        let meant = paragraphs;
        prop_assert_eq!(&read, &meant);
        let single = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(from_page, meant.iter().map(|text| single(text)).collect::<Vec<_>>());
    }
}
