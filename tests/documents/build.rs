//! Documents built in the tests, and how tests look at what was read.

use std::io::{Cursor, Write};

use sharecheck::intake::Limits;
use sharecheck::minutes::{BlockKind, Bounds, Document, Fault, Opened};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The limits that are in force where nobody sets others.
pub fn bounds() -> Bounds {
    Bounds {
        parts: Limits::DOCUMENT_PARTS,
        unpacked_bytes: Limits::UNPACKED_BYTES,
        depth: Limits::DOCUMENT_DEPTH,
        cells: Limits::CELLS,
        pages: Limits::PAGES,
        text_bytes: Limits::MINUTES_BYTES,
    }
}

/// An archive of named parts.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The namespaces of Word, bound to `w`.
pub const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A Word document with a body and further parts; each of these is linked by its name.
pub fn docx_with(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let kind =
        |name: &str| name.trim_end_matches(".xml").trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let links: String = parts
        .iter()
        .enumerate()
        .map(|(at, (name, _))| {
            let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            format!("<Relationship Id=\"r{at}\" Type=\"{base}/{}\" Target=\"{name}\"/>", kind(name))
        })
        .collect();
    let document = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let links = format!("<Relationships>{links}</Relationships>");
    let named: Vec<(String, &str)> =
        parts.iter().map(|(name, text)| (format!("word/{name}"), *text)).collect();
    let mut all =
        vec![("word/document.xml", document.as_str()), ("word/_rels/document.xml.rels", links.as_str())];
    all.extend(named.iter().map(|(name, text)| (name.as_str(), *text)));
    archive(&all)
}

/// A Word document with a body.
pub fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// A paragraph of plain text.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// Each block on a line: `where | what | text`.
pub fn shown(document: &Document) -> Vec<String> {
    let line = |block: &sharecheck::minutes::Block| {
        let kind = match &block.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::ListItem { depth } => format!("li{depth}"),
            BlockKind::Cell(cell) => {
                let heading = if cell.is_heading { "th" } else { "td" };
                let above = cell.column_heading.as_deref().unwrap_or("-");
                let beside = cell.row_label.as_deref().unwrap_or("-");
                format!("{heading}{} {above}/{beside}", cell.column)
            }
        };
        let at = block.source_range(0..1).start;
        assert!(document.source().is_char_boundary(at));
        format!("{} | {kind} | {}", document.part(at), block.text)
    };
    document.blocks.iter().map(line).collect()
}

/// What a Word document's body is read as.
pub fn word(body: &str) -> Vec<String> {
    shown(&Document::from_docx(&docx(body), &bounds()).unwrap().document)
}

/// The texts alone.
pub fn texts(opened: &Result<Opened, Fault>) -> Vec<String> {
    opened.as_ref().unwrap().document.blocks.iter().map(|block| block.text.clone()).collect()
}

/// The messages of what was left out.
pub fn remarks(opened: &Opened) -> Vec<&str> {
    opened.remarks.iter().map(|remark| remark.message.as_str()).collect()
}

/// A PDF of pages, each with the operators of its content, in Helvetica (`/F1`).
pub fn pdf(pages: &[String]) -> Vec<u8> {
    pdf_with(pages, &[])
}

/// As [`pdf`], with further objects from number 100 on.
pub fn pdf_with(pages: &[String], objects: &[(u32, String)]) -> Vec<u8> {
    let mut bodies: Vec<(u32, String)> = Vec::new();
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 10 + 2 * at)).collect();
    bodies.push((1, "<< /Type /Catalog /Pages 2 0 R >>".into()));
    bodies.push((2, format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len())));
    bodies.push((
        3,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".into(),
    ));
    let forms: Vec<String> = objects
        .iter()
        .filter(|(_, body)| body.contains("/Form"))
        .map(|(id, _)| format!("/X{id} {id} 0 R"))
        .collect();
    for (at, page) in pages.iter().enumerate() {
        let at = u32::try_from(at).unwrap();
        bodies.push((
            10 + 2 * at,
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << {} >> >> >>",
                11 + 2 * at,
                forms.join(" ")
            ),
        ));
        bodies.push((11 + 2 * at, format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len())));
    }
    bodies.extend(objects.iter().cloned());
    bodies.sort();
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (id, body) in &bodies {
        offsets.push((*id, out.len()));
        out.extend(format!("{id} 0 obj\n{body}\nendobj\n").bytes());
    }
    let start = out.len();
    out.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (id, offset) in &offsets {
        out.extend(format!("{id} 1\n{offset:010} 00000 n \n").bytes());
    }
    let size = offsets.last().unwrap().0 + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// Lines of a page: left end, height from the bottom, text.
pub fn page(lines: &[(u32, u32, &str)]) -> String {
    let shown = |(x, y, text): &(u32, u32, &str)| format!("BT /F1 11 Tf {x} {y} Td ({text}) Tj ET");
    lines.iter().map(shown).collect::<Vec<_>>().join("\n")
}
