//! Word documents as people write them.

use sharecheck::minutes::Document;

use sharecheck::minutes::FaultKind;

use super::build::{archive, bounds, docx, docx_with, p, remarks, shown, texts, word};

fn cell(text: &str) -> String {
    format!("<w:tc>{}</w:tc>", p(text))
}

fn row(cells: &[&str]) -> String {
    format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>())
}

fn table(rows: &[&[&str]]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(|cells| row(cells)).collect::<String>())
}

#[test]
fn paragraphs_headings_and_lists_come_in_order_with_their_numbers() {
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Core group</w:t></w:r></w:p>{}\
         <w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>Health</w:t></w:r></w:p>\
         <w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>Inhaler given late.</w:t></w:r></w:p>\
         <w:p/><w:p><w:r><w:br/></w:r></w:p>{}",
        p("Held at the school."),
        p("• Mum will call the clinic.")
    );
    assert_eq!(
        word(&body),
        [
            "paragraph 1 | h1 | Core group",
            "paragraph 2 | p | Held at the school.",
            "paragraph 3 | h3 | Health",
            "paragraph 4 | li1 | Inhaler given late.",
            "paragraph 5 | li0 | Mum will call the clinic.",
        ]
    );
}

#[test]
fn headings_are_known_by_their_styles_in_any_language_and_through_what_they_are_based_on() {
    let styles = "<w:styles xmlns:w=\"w\">\
        <w:style w:type=\"paragraph\" w:styleId=\"berschrift2\"><w:name w:val=\"heading 2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Trust\"><w:name w:val=\"Trust Section\"/><w:basedOn w:val=\"berschrift2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Ring\"><w:name w:val=\"Ring\"/><w:basedOn w:val=\"Ring\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Bullets\"><w:name w:val=\"Bullets\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>\
        <w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Grid\"/><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>\
        </w:styles>";
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        styled("TOC1", "Health ... 3"),
        styled("berschrift2", "Gesundheit"),
        styled("Trust", "Medication"),
        styled("Ring", "Plain text here."),
        styled("Bullets", "An entry."),
        styled("Grid", "Not hidden."),
    ];
    let opened =
        Document::from_docx(&docx_with(&body.concat(), &[("styles.xml", styles)]), &bounds()).unwrap();
    assert_eq!(
        shown(&opened.document),
        [
            "paragraph 1 | h2 | Gesundheit",
            "paragraph 2 | h2 | Medication",
            "paragraph 3 | p | Plain text here.",
            "paragraph 4 | li0 | An entry.",
            "paragraph 5 | p | Not hidden.",
        ]
    );
}

#[test]
fn a_short_bold_line_is_a_heading_and_a_bold_label_with_its_value_is_not() {
    let bold = |text: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    let half =
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Date: </w:t></w:r><w:r><w:t>4 March 2026</w:t></w:r></w:p>";
    let body = [
        bold("What are we worried about?"),
        half.to_owned(),
        bold("Child: AB (C-1)"),
        bold("He must have it daily."),
    ]
    .concat();
    assert_eq!(
        word(&body),
        [
            "paragraph 1 | h2 | What are we worried about?",
            "paragraph 2 | p | Date: 4 March 2026",
            "paragraph 3 | p | Child: AB (C-1)",
            "paragraph 4 | p | He must have it daily.",
        ]
    );
}

#[test]
fn tables_keep_rows_columns_and_headings() {
    let body = table(&[
        &["Name", "Role", "Attended"],
        &["Jo Hill", "Health visitor", "Yes"],
        &["Sam Roe", "", "No"],
    ]);
    assert_eq!(
        word(&body),
        [
            "table 1, row 1 | th0 -/- | Name",
            "table 1, row 1 | th1 -/Name | Role",
            "table 1, row 1 | th2 -/Name | Attended",
            "table 1, row 2 | td0 Name/- | Jo Hill",
            "table 1, row 2 | td1 Role/Jo Hill | Health visitor",
            "table 1, row 2 | td2 Attended/Jo Hill | Yes",
            "table 1, row 3 | td0 Name/- | Sam Roe",
            "table 1, row 3 | td2 Attended/Sam Roe | No",
        ]
    );
}

#[test]
fn merged_cells_are_said_once_and_keep_their_columns() {
    let wide = format!("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>", p("Health"));
    let top = format!("<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc>", p("Asthma"));
    let below = format!("<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>", p("Asthma"));
    let body = format!(
        "<w:tbl><w:tr>{wide}{}</w:tr><w:tr>{top}{}{}</w:tr><w:tr>{below}{}{}</w:tr></w:tbl>",
        cell("Actions to take"),
        cell("Inhaler late"),
        cell("Nurse to call"),
        cell("Not brought"),
        cell("Book again")
    );
    assert_eq!(
        word(&body),
        [
            "table 1, row 1 | td0 -/- | Health",
            "table 1, row 1 | td2 -/Health | Actions to take",
            "table 1, row 2 | td0 -/- | Asthma",
            "table 1, row 2 | td1 -/Asthma | Inhaler late",
            "table 1, row 2 | td2 -/Asthma | Nurse to call",
            "table 1, row 3 | td1 -/Asthma | Not brought",
            "table 1, row 3 | td2 -/Asthma | Book again",
        ]
    );
}

#[test]
fn a_table_in_a_cell_and_a_row_of_one_cell_are_read_where_they_stand() {
    let inner = table(&[&["Weight", "12 kg"], &["Height", "85 cm"]]);
    let nested = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr>{}</w:tr></w:tbl>{}",
        p("Growth"),
        p("Plotted."),
        p("Health visitor"),
        cell("She is well."),
        p("After.")
    );
    assert_eq!(
        word(&nested),
        [
            "table 1, row 1 | td0 -/- | Growth",
            "table 2, row 1 | td0 -/- | Weight",
            "table 2, row 1 | td1 -/Weight | 12 kg",
            "table 2, row 2 | td0 -/- | Height",
            "table 2, row 2 | td1 -/Height | 85 cm",
            "table 1, row 1 | td0 -/- | Plotted.",
            "table 1, row 1 | td1 -/Growth\nPlotted. | Health visitor",
            "table 1, row 2 | p | She is well.",
            "paragraph 1 | p | After.",
        ]
    );
}

#[test]
fn tracked_insertions_are_read_and_deletions_are_not() {
    let body = "<w:p><w:r><w:t>He </w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>attended all</w:delText></w:r></w:del>\
        <w:ins w:id=\"2\"><w:r><w:t>missed two</w:t></w:r></w:ins><w:r><w:t> appointments.</w:t></w:r></w:p>\
        <w:moveFrom><w:p><w:r><w:t>Moved away.</w:t></w:r></w:p></w:moveFrom>\
        <w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t>Joined </w:t></w:r></w:p><w:p><w:r><w:t>to one.</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:trPr><w:del w:id=\"4\"/></w:trPr><w:tc><w:p><w:r><w:t>Gone row</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:p><w:r><w:t>Kept row.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let opened = Document::from_docx(&docx(body), &bounds());
    assert_eq!(texts(&opened), ["He missed two appointments.", "Joined to one.", "Kept row."]);
    let opened = opened.unwrap();
    assert!(remarks(&opened)[0].contains("tracked changes"));
    assert_eq!(opened.document.part(opened.document.source().find("Kept").unwrap()), "table 1, row 2");
}

#[test]
fn text_boxes_are_read_once_and_know_that_they_are_boxes() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><w:t>Before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>and after.</w:t></w:r></w:p>",
        boxed("Allergic to nuts."),
        boxed("Allergic to nuts.")
    );
    assert_eq!(word(&body), ["text box 1 | p | Allergic to nuts.", "paragraph 1 | p | Before and after."]);
}

#[test]
fn content_controls_show_what_people_see() {
    let control = |properties: &str, text: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    };
    let body = format!(
        "<w:p>{}<w:r><w:t> Yes </w:t></w:r>{}<w:r><w:t> No</w:t></w:r></w:p><w:p>{}</w:p><w:p>{}</w:p>\
         <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        control("<w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox>", "☒"),
        control("<w14:checkbox><w14:checked w14:val=\"0\"/></w14:checkbox>", "☐"),
        control(
            "<w:dropDownList><w:listItem w:value=\"1\" w:displayText=\"Other\"/></w:dropDownList>",
            "Core group"
        ),
        control("<w:showingPlcHdr/><w:text/>", "Click or tap here to enter text."),
        p("Describe the child’s health.")
    );
    assert_eq!(word(&body), ["paragraph 1 | p | ☒ Yes ☐ No", "paragraph 2 | p | Core group"]);
}

#[test]
fn form_fields_and_symbols_of_older_templates_are_read() {
    let field = |data: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let ticked = field("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>");
    let empty = field("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>");
    let list = field(
        "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"Initial\"/><w:listEntry w:val=\"Review\"/></w:ddList>",
    );
    let body = format!(
        "<w:p>{ticked}<w:r><w:t xml:space=\"preserve\"> seen </w:t></w:r>{empty}<w:r><w:t xml:space=\"preserve\"> alone</w:t></w:r></w:p><w:p>{list}</w:p>\
         <w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t xml:space=\"preserve\"> well</w:t><w:noBreakHyphen/><w:t>be</w:t><w:softHyphen/><w:t>ing</w:t><w:tab/><w:t>x</w:t></w:r></w:p>"
    );
    assert_eq!(
        word(&body),
        ["paragraph 1 | p | ☒ seen ☐ alone", "paragraph 2 | p | Review", "paragraph 3 | p | ✓ well-being\tx"]
    );
}

#[test]
fn hidden_and_struck_text_is_left_out_and_told() {
    let run = |look: &str, text: &str| {
        format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let body = format!(
        "<w:p>{}{}{}{}</w:p>",
        run("", "He "),
        run("<w:vanish/>", "secretly "),
        run("<w:strike/>", "never "),
        run("<w:vanish w:val=\"0\"/><w:strike w:val=\"false\"/>", "was brought.")
    );
    let comments =
        format!("<w:comments xmlns:w=\"w\"><w:comment w:id=\"0\">{}</w:comment></w:comments>", p("Really?"));
    let opened = Document::from_docx(&docx_with(&body, &[("comments.xml", &comments)]), &bounds());
    assert_eq!(texts(&opened), ["He was brought."]);
    let opened = opened.unwrap();
    let told = remarks(&opened).join("; ");
    assert!(told.contains("hidden") && told.contains("struck") && told.contains("1 comment,"), "{told}");
}

#[test]
fn headers_notes_and_footers_are_read_once_and_named() {
    let header = |text: &str| format!("<w:hdr xmlns:w=\"w\">{}</w:hdr>", p(text));
    let footer = format!("<w:ftr xmlns:w=\"w\">{}</w:ftr>", p("Confidential"));
    let note = format!(
        "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
        p("no"),
        p("A blood test.")
    );
    let (first, second) = (header("Child ID: C-1001"), header("Child ID: C-1001"));
    let parts = [
        ("header1.xml", first.as_str()),
        ("header2.xml", second.as_str()),
        ("footnotes.xml", note.as_str()),
        ("footer1.xml", footer.as_str()),
    ];
    let opened = Document::from_docx(&docx_with(&p("HbA1c is high."), &parts), &bounds()).unwrap();
    assert_eq!(
        shown(&opened.document),
        [
            "header | p | Child ID: C-1001",
            "paragraph 1 | p | HbA1c is high.",
            "footnote 1 | p | A blood test.",
            "footer | p | Confidential",
        ]
    );
    let head = sharecheck::minutes::head(&opened.document, None);
    assert_eq!(head.child.unwrap().value, "C-1001");
}

#[test]
fn other_prefixes_and_the_strict_form_are_read_alike() {
    let document = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>Read.</x:t></x:r></x:p></x:body></x:document>";
    let links = "<Relationships><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/other/text.xml\"/></Relationships>";
    let bytes = archive(&[("_rels/.rels", links), ("other/text.xml", document)]);
    assert_eq!(texts(&Document::from_docx(&bytes, &bounds())), ["Read."]);
}

#[test]
fn a_label_table_and_a_form_with_four_columns_tell_the_head() {
    let two = table(&[
        &["Name of child", "AB (C-1001)"],
        &["Type of meeting", "Core group"],
        &["Date of meeting", "4 March 2026"],
    ]);
    let four = table(&[
        &["Child ID", "C-1001", "Date of meeting", "04/03/2026"],
        &["Type of meeting", "Core group", "Venue", "School"],
    ]);
    let above = table(&[
        &["Child ID", "Type of meeting", "Date of meeting"],
        &["C-1001", "Core group", "04/03/2026"],
    ]);
    for body in [two, four, above] {
        let opened = Document::from_docx(&docx(&body), &bounds()).unwrap();
        let head = sharecheck::minutes::head(&opened.document, None);
        assert_eq!(head.child.unwrap().value, "C-1001", "{body}");
        assert_eq!(head.kind.unwrap().value.word(), "core_group");
        assert_eq!(head.date.unwrap().value.to_string(), "2026-03-04");
    }
}

#[test]
fn front_matter_in_bent_quotation_marks_is_front_matter() {
    let body =
        [p("+++"), p("child = “C-1001”"), p("date = 2026-03-04"), p("+++"), p("Asthma was discussed.")]
            .concat();
    let opened = Document::from_docx(&docx(&body), &bounds()).unwrap();
    let head = sharecheck::minutes::head(&opened.document, None);
    assert_eq!(head.child.unwrap().value, "C-1001");
    assert_eq!(shown(&opened.document), ["paragraph 5 | p | Asthma was discussed."]);
}

#[test]
fn a_picture_without_text_is_refused_though_it_has_a_header() {
    let header = format!("<w:hdr xmlns:w=\"w\">{}</w:hdr>", p("Borough of Somewhere"));
    let fault = Document::from_docx(
        &docx_with("<w:p><w:r><w:drawing/></w:r></w:p>", &[("header1.xml", &header)]),
        &bounds(),
    );
    let fault = fault.unwrap_err();
    assert_eq!(fault.kind, FaultKind::NoText);
    assert!(fault.help.contains("character recognition"), "{}", fault.help);
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let read = |bytes: &[u8]| Document::from_docx(bytes, &bounds()).unwrap_err();
    let old = read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on");
    assert_eq!(old.kind, FaultKind::Protected);
    assert!(old.help.contains(".docx"), "{}", old.help);
    let whole = docx(&p("Text."));
    let cut = read(&whole[..whole.len() / 2]);
    assert_eq!(cut.kind, FaultKind::Damaged);
    let broken = read(&archive(&[("word/document.xml", "<w:document><w:p></w:document>")]));
    assert!(broken.message.contains("word/document.xml"), "{}", broken.message);
    assert_eq!(read(&archive(&[("mimetype", "x")])).kind, FaultKind::Damaged);
}
