//! Web pages as programs and people write them.

use sharecheck::minutes::Document;

use sharecheck::minutes::RemarkKind;

use super::build::{bounds, remarks, shown, texts};

fn read(text: &str) -> Vec<String> {
    shown(&Document::from_html(text.as_bytes(), &bounds()).unwrap().document)
}

#[test]
fn headings_paragraphs_lists_and_tables_are_read() {
    let page = "<!DOCTYPE html><html><head><title>No</title><style>p{}</style></head><body>\
        <h2>Health &amp; growth</h2><p>Asthma:\n  <b>worse</b>&nbsp;now.<p>Seen at&nbsp;home.<br>Date: 4 March 2026\
        <ul><li>One<li>Two<ol><li>Inner</ol></ul>\
        <table><tr><th>Name<th>Role</tr><tr><td>Jo<td>Nurse</table><script>let x = \"asthma\";</script></body></html>";
    assert_eq!(
        read(page),
        [
            "paragraph 1 | h2 | Health & growth",
            "paragraph 2 | p | Asthma: worse now.",
            "paragraph 3 | p | Seen at home.",
            "paragraph 3 | p | Date: 4 March 2026",
            "paragraph 4 | li0 | One",
            "paragraph 5 | li0 | Two",
            "paragraph 6 | li1 | Inner",
            "table 1, row 1 | th0 -/- | Name",
            "table 1, row 1 | th1 -/Name | Role",
            "table 1, row 2 | td0 Name/- | Jo",
            "table 1, row 2 | td1 Role/Jo | Nurse",
        ]
    );
}

#[test]
fn spans_over_rows_and_columns_keep_the_columns() {
    let page = "<table><tr><th>Topic<th colspan=2>What was said<tr><td rowspan=2>Asthma<td>Late<td>Nurse<tr><td>Missed<td>Mum</table>";
    assert_eq!(
        read(page),
        [
            "table 1, row 1 | th0 -/- | Topic",
            "table 1, row 1 | th1 -/Topic | What was said",
            "table 1, row 2 | td0 Topic/- | Asthma",
            "table 1, row 2 | td1 What was said/Asthma | Late",
            "table 1, row 2 | td2 What was said/Asthma | Nurse",
            "table 1, row 3 | td1 What was said/Asthma | Missed",
            "table 1, row 3 | td2 What was said/Asthma | Mum",
        ]
    );
}

#[test]
fn hidden_and_struck_text_is_left_out_and_told_and_forms_show_their_state() {
    let page = "<div style=\"DISPLAY : none\">All attended. <p>Really.</div><p hidden>No.</p><p>Seen <del>never</del>once.</p>\
        <p><input type=checkbox checked>Yes <input type=checkbox>No <input value=\"weekly\"> <select><option>a<option selected>b</select></p>";
    let opened = Document::from_html(page.as_bytes(), &bounds()).unwrap();
    assert_eq!(
        shown(&opened.document),
        ["paragraph 1 | p | Seen once.", "paragraph 2 | p | ☒ Yes ☐ No weekly b"]
    );
    assert_eq!(remarks(&opened).len(), 2);
}

#[test]
fn the_encoding_is_the_one_that_the_page_says_or_is_told_as_guessed() {
    let latin = b"<meta charset=iso-8859-1><p>Zo\xEB</p>";
    assert_eq!(texts(&Document::from_html(latin, &bounds())), ["Zoë"]);
    let guessed = Document::from_html(b"<p>Zo\xEB</p>", &bounds());
    assert_eq!(texts(&guessed), ["Zoë"]);
    assert_eq!(guessed.unwrap().remarks[0].kind, RemarkKind::Encoding);
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("<p>Zoë</p>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(texts(&Document::from_html(&wide, &bounds())), ["Zoë"]);
    let marked = "\u{feff}<p>Zoë</p>".as_bytes();
    assert_eq!(texts(&Document::from_html(marked, &bounds())), ["Zoë"]);
}

#[test]
fn misplaced_tags_lose_no_text() {
    let page = "</p></td>Loose <b>bold<p>One</b> two<table>astray<td>Cell</div> on</table>End</html>after";
    let text = read(page).join(" ");
    for word in ["Loose", "bold", "One", "two", "astray", "Cell", "on", "End", "after"] {
        assert!(text.contains(word), "{word} of {text}");
    }
}
