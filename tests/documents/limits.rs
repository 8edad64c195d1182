//! What is made to exhaust time, memory or stack is refused, with the limit and what to do.

use std::io::{Cursor, Write};

use sharecheck::minutes::{Bounds, Document, Fault};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use sharecheck::minutes::FaultKind;

use super::build::{WORD, archive, bounds, docx, p};

fn refused(bytes: &[u8], bounds: &Bounds, limit: &str) -> Fault {
    let fault = Document::from_docx(bytes, bounds).unwrap_err();
    assert_eq!(fault.kind, FaultKind::TooLarge, "{fault:?}");
    assert!(fault.help.contains(limit), "{fault:?}");
    fault
}

#[test]
fn a_small_file_that_unpacks_to_gigabytes_is_refused_while_it_unpacks() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..200 {
        zip.write_all(&block).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    refused(&bytes, &bounds(), "max_unpacked_bytes");
}

#[test]
fn a_hundred_thousand_elements_within_each_other_are_refused_and_break_nothing() {
    for name in ["w:sdt", "w:tbl", "w:p", "w:r", "w:unheard"] {
        let body = format!("<{name}>").repeat(100_000);
        refused(&docx(&body), &bounds(), "max_document_depth");
        let closed = [body, format!("</{name}>").repeat(100_000)].concat();
        refused(&docx(&closed), &bounds(), "max_document_depth");
    }
    let page = "<div>".repeat(100_000);
    assert_eq!(Document::from_html(page.as_bytes(), &bounds()).unwrap_err().kind, FaultKind::TooLarge);
    let text = format!("<a><body><text>{}</text></body></a>", "<span>".repeat(100_000));
    let fault = Document::from_odt(&archive(&[("content.xml", &text)]), &bounds()).unwrap_err();
    assert!(fault.help.contains("max_document_depth"), "{fault:?}");
}

#[test]
fn entities_of_the_documents_own_are_never_replaced() {
    let text = format!(
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document {WORD}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    );
    let fault = Document::from_docx(&archive(&[("word/document.xml", &text)]), &bounds()).unwrap_err();
    assert!(fault.message.contains("entity"), "{fault:?}");
    let usual = docx(&p("Fish &amp; chips &#8212; 3 &lt; 4 &#x41;"));
    let opened = Document::from_docx(&usual, &bounds()).unwrap();
    assert_eq!(opened.document.blocks[0].text, "Fish & chips — 3 < 4 A");
}

#[test]
fn cells_parts_and_text_are_counted() {
    let row = format!("<w:tr>{}</w:tr>", format!("<w:tc>{}</w:tc>", p("x")).repeat(20));
    let body = format!("<w:tbl>{}</w:tbl>", row.repeat(6));
    refused(&docx(&body), &Bounds { cells: 100, ..bounds() }, "max_cells");
    let names: Vec<String> = (0..50).map(|at| format!("part{at}")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    refused(&archive(&parts), &Bounds { parts: 49, ..bounds() }, "max_document_parts");
    let long = docx(&p(&"word ".repeat(1000)));
    refused(&long, &Bounds { text_bytes: 2000, ..bounds() }, "max_minutes_bytes");
}

#[test]
fn names_inside_the_archive_are_only_names() {
    let body = format!("<w:document {WORD}><w:body>{}</w:body></w:document>", p("Text."));
    let links = "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"../../../../etc/passwd\"/></Relationships>";
    let outside = archive(&[("_rels/.rels", links), ("word/document.xml", &body)]);
    assert_eq!(Document::from_docx(&outside, &bounds()).unwrap_err().kind, FaultKind::Damaged);
    let inside = archive(&[("../../evil.txt", "x"), ("/abs", "x"), ("word/document.xml", &body)]);
    assert!(Document::from_docx(&inside, &bounds()).is_ok());
}

#[test]
fn time_grows_with_the_document_and_no_faster() {
    let time = |rows: usize| {
        let row = format!(
            "<w:tr>{}</w:tr>",
            format!("<w:tc>{}</w:tc>", p("A label that is rather long")).repeat(4)
        );
        let bytes = docx(&[format!("<w:tbl>{}</w:tbl>", row.repeat(rows)), p("Text.").repeat(rows)].concat());
        let start = std::time::Instant::now();
        assert!(Document::from_docx(&bytes, &bounds()).is_ok());
        start.elapsed()
    };
    let (small, large) = (time(1_000), time(8_000));
    assert!(
        large < small * 40 + std::time::Duration::from_millis(200),
        "{small:?} for 1,000 rows, {large:?} for 8,000"
    );
}
