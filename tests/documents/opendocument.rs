//! OpenDocument texts as office programs write them.

use sharecheck::minutes::Document;

use sharecheck::minutes::FaultKind;

use super::build::{archive, bounds, remarks, shown, texts};

const SPACES: &str = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"tb\" xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:draw=\"d\"";

fn odt(styles: &str, body: &str, named: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    archive(&[("content.xml", &content), ("styles.xml", named)])
}

fn read(body: &str) -> Vec<String> {
    shown(&Document::from_odt(&odt("", body, ""), &bounds()).unwrap().document)
}

#[test]
fn headings_lists_and_spaces_are_read() {
    let body = "<text:h text:outline-level=\"2\">Health</text:h>\n <text:p>He  had<text:s text:c=\"2\"/>two <text:span>doses</text:span>.</text:p>\
        <text:list><text:list-item><text:p>One.</text:p><text:list><text:list-item><text:p>Two.</text:p></text:list-item></text:list></text:list-item></text:list>\
        <text:p text:style-name=\"Title\">Core group</text:p><text:p>Child: AB<text:line-break/>Date: 4 March 2026<text:tab/>10am</text:p>";
    assert_eq!(
        read(body),
        [
            "paragraph 1 | h2 | Health",
            "paragraph 2 | p | He had  two doses.",
            "paragraph 3 | li0 | One.",
            "paragraph 4 | li1 | Two.",
            "paragraph 5 | h1 | Core group",
            "paragraph 6 | p | Child: AB",
            "paragraph 6 | p | Date: 4 March 2026\t10am",
        ]
    );
}

#[test]
fn tables_with_repeated_and_covered_cells_keep_their_columns() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let body = format!(
        "<table:table><table:table-header-rows><table:table-row>{}{}{}</table:table-row></table:table-header-rows>\
         <table:table-row>{}<table:table-cell table:number-columns-repeated=\"1000000\"/></table:table-row>\
         <table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>Jo</text:p></table:table-cell><table:covered-table-cell/>{}</table:table-row></table:table>",
        cell("1 Name"),
        cell("2 Role"),
        cell("3 Here"),
        cell("Al"),
        cell("Yes")
    );
    assert_eq!(
        read(&body),
        [
            "table 1, row 1 | th0 -/- | 1 Name",
            "table 1, row 1 | th1 -/1 Name | 2 Role",
            "table 1, row 1 | th2 -/1 Name | 3 Here",
            "table 1, row 2 | td0 1 Name/- | Al",
            "table 1, row 3 | td0 1 Name/- | Jo",
            "table 1, row 3 | td2 3 Here/Jo | Yes",
        ]
    );
}

#[test]
fn deletions_comments_and_hidden_text_are_left_out_and_told() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
        <style:style style:name=\"T2\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
        <style:style style:name=\"P1\" style:family=\"paragraph\"><style:text-properties fo:font-weight=\"bold\"/></style:style>";
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>All attended.</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p text:style-name=\"P1\">Growth</text:p>\
        <text:p>Seen<text:span text:style-name=\"T1\"> secretly</text:span><text:span text:style-name=\"T2\"> never</text:span>.<office:annotation><text:p>Sure?</text:p></office:annotation></text:p>\
        <text:p>A note<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>Below.</text:p></text:note-body></text:note> here.</text:p>\
        <text:p><text:placeholder>Type here</text:placeholder></text:p>";
    let opened = Document::from_odt(&odt(styles, body, ""), &bounds()).unwrap();
    assert_eq!(
        shown(&opened.document),
        [
            "paragraph 1 | h2 | Growth",
            "paragraph 2 | p | Seen.",
            "footnote 1 | p | Below.",
            "paragraph 3 | p | A note here.",
        ]
    );
    let told = remarks(&opened).join("; ");
    for word in ["hidden", "struck", "tracked", "comments"] {
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn headers_and_footers_come_from_the_pages() {
    let named = "<office:document-styles xmlns:office=\"o\" xmlns:style=\"s\" xmlns:text=\"t\"><office:master-styles><style:master-page>\
        <style:header><text:p>Child ID: C-1001</text:p></style:header><style:footer><text:p>Page 1</text:p></style:footer></style:master-page>\
        <style:master-page><style:header><text:p>Child ID: C-1001</text:p></style:header></style:master-page></office:master-styles></office:document-styles>";
    let opened = Document::from_odt(&odt("", "<text:p>Asthma.</text:p>", named), &bounds());
    assert_eq!(texts(&opened), ["Child ID: C-1001", "Asthma.", "Page 1"]);
}

#[test]
fn a_document_with_a_password_is_refused_by_name() {
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let bytes = archive(&[("META-INF/manifest.xml", manifest), ("content.xml", "scrambled")]);
    assert_eq!(Document::from_odt(&bytes, &bounds()).unwrap_err().kind, FaultKind::Protected);
    assert_eq!(Document::from_odt(&odt("", "<text:p/>", ""), &bounds()).unwrap_err().kind, FaultKind::NoText);
}
