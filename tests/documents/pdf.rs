//! PDFs as programs print them.

use sharecheck::minutes::Document;

use sharecheck::minutes::FaultKind;

use super::build::{bounds, page, pdf, pdf_with, shown};

fn read(pages: &[String]) -> Vec<String> {
    shown(&Document::from_pdf(&pdf(pages), &bounds()).unwrap().document)
}

#[test]
fn lines_become_paragraphs_and_know_their_page() {
    let first = page(&[
        (50, 800, "Name of child: AB \\(C-1001\\)"),
        (50, 786, "Date of meeting: 4 March 2026"),
        (50, 750, "The school nurse explained that a late dose of the medi-"),
        (50, 736, "cation may bring on an attack, and that a follow-"),
        (50, 722, "up visit is booked."),
        (50, 690, "Growth"),
    ]);
    let second = page(&[(50, 800, "Weight is on the 25th centile.")]);
    assert_eq!(
        read(&[first, second]),
        [
            "page 1 | p | Name of child: AB (C-1001)",
            "page 1 | p | Date of meeting: 4 March 2026",
            "page 1 | p | The school nurse explained that a late dose of the medication may bring on an attack, and that a follow-up visit is booked.",
            "page 1 | h2 | Growth",
            "page 2 | p | Weight is on the 25th centile.",
        ]
    );
}

#[test]
fn rows_of_tables_keep_their_cells() {
    let lines = page(&[
        (50, 700, "Name"),
        (200, 700, "Role"),
        (400, 700, "Attended"),
        (50, 680, "Jo Hill"),
        (200, 680, "Health visitor"),
        (200, 668, "and nurse"),
        (400, 680, "Yes"),
        (50, 650, "Sam Roe"),
        (400, 650, "No"),
    ]);
    assert_eq!(
        read(&[lines]),
        [
            "page 1 | th0 -/- | Name",
            "page 1 | th1 -/Name | Role",
            "page 1 | th2 -/Name | Attended",
            "page 1 | td0 Name/- | Jo Hill",
            "page 1 | td1 Role/Jo Hill | Health visitor and nurse",
            "page 1 | td2 Attended/Jo Hill | Yes",
            "page 1 | td0 Name/- | Sam Roe",
            "page 1 | td2 Attended/Sam Roe | No",
        ]
    );
}

#[test]
fn forms_are_read_and_a_form_within_itself_ends() {
    let form = |body: &str, shows: u32| {
        format!(
            "<< /Type /XObject /Subtype /Form /Resources << /Font << /F1 3 0 R >> /XObject << /X{shows} {shows} 0 R >> >> /Length {} >>\nstream\n{body}\nendstream",
            body.len()
        )
    };
    let inner = format!("{}\n/X101 Do", page(&[(50, 600, "In the form.")]));
    let outer = format!("{}\n/X101 Do /X100 Do", page(&[(50, 700, "On the page.")]));
    let bytes = pdf_with(&[outer + " /X101 Do"], &[(100, form("/X101 Do", 101)), (101, form(&inner, 101))]);
    let opened = Document::from_pdf(&bytes, &bounds()).unwrap();
    let text = opened.document.source();
    assert!(text.contains("On the page.") && text.contains("In the form."), "{text}");
}

#[test]
fn forms_that_multiply_each_other_are_refused() {
    let mut forms = Vec::new();
    for id in 100..114_u32 {
        let shows = id + 1;
        let body = format!("/X{shows} Do ").repeat(20);
        forms.push((
            id,
            format!(
                "<< /Subtype /Form /Resources << /XObject << /X{shows} {shows} 0 R >> >> /Length {} >>\nstream\n{body}\nendstream",
                body.len()
            ),
        ));
    }
    forms.push((114, "<< /Subtype /Form /Length 5 >>\nstream\nBT ET\nendstream".to_owned()));
    let fault = Document::from_pdf(&pdf_with(&["/X100 Do".to_owned()], &forms), &bounds()).unwrap_err();
    assert_eq!(fault.kind, FaultKind::TooLarge);
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let read = |bytes: &[u8]| Document::from_pdf(bytes, &bounds()).unwrap_err();
    let scan = read(&pdf(&["0 0 100 100 re f".to_owned()]));
    assert_eq!(scan.kind, FaultKind::NoText);
    assert!(scan.help.contains("character recognition"), "{}", scan.help);
    assert_eq!(read(b"no pdf").kind, FaultKind::Damaged);
    assert_eq!(read(b"%PDF-1.4\nnothing else").kind, FaultKind::Damaged);
    let mut protected = pdf(&[page(&[(50, 700, "Text.")])]);
    let at = protected.windows(7).position(|part| part == b"trailer").unwrap();
    protected.splice(at + 11..at + 11, b"/Encrypt 99 0 R ".iter().copied());
    assert_eq!(read(&protected).kind, FaultKind::Protected);
    let font = pdf(&["BT /Nothing 11 Tf (x) Tj ET".to_owned()]);
    assert!(read(&font).message.contains("page 1"), "{}", read(&font).message);
}

#[test]
fn a_stream_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked() {
    let packed = |bytes: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, bytes).unwrap();
        encoder.finish().unwrap()
    };
    let bomb = packed(&vec![b' '; 300 << 20]);
    assert!(bomb.len() < 1 << 20);
    for stream in [bomb.clone(), packed(&bomb)] {
        let mut bytes = pdf(&[page(&[(50, 700, "Text.")])]);
        let object = format!("100 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", stream.len());
        bytes.extend([object.as_bytes(), &stream, b"\nendstream\nendobj\n"].concat());
        let fault = Document::from_pdf(&bytes, &bounds()).unwrap_err();
        assert!(fault.kind == FaultKind::TooLarge && fault.help.contains("max_unpacked_bytes"), "{fault:?}");
    }
}

#[test]
fn limits_on_pages_and_tables_of_characters_hold() {
    let pages: Vec<String> = (0..30).map(|_| page(&[(50, 700, "Text.")])).collect();
    let tight = sharecheck::minutes::Bounds { pages: 29, ..bounds() };
    let fault = Document::from_pdf(&pdf(&pages), &tight).unwrap_err();
    assert!(fault.message.contains("29") && fault.help.contains("max_pages"), "{fault:?}");
    let ranges = "1 beginbfrange\n<00000000> <FFFFFFFF> <0041>\nendbfrange";
    let map = format!("<< /Length {} >>\nstream\n{ranges}\nendstream", ranges.len());
    let bytes = pdf_with(&[page(&[(50, 700, "Text.")])], &[(100, map)]);
    assert_eq!(Document::from_pdf(&bytes, &bounds()).unwrap_err().kind, FaultKind::TooLarge);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let bytes = pdf_with(&[format!("{deep} TJ {}", page(&[(50, 700, "Text.")]))], &[(100, deep)]);
    let _ = Document::from_pdf(&bytes, &bounds());
}
