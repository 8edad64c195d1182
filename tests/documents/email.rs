//! E-mails as they are saved from mail programs.

use sharecheck::minutes::{Mail, open_mail};

use sharecheck::minutes::{FaultKind, RemarkKind};

use super::build::{bounds, shown};

fn mail(text: &str) -> Mail {
    open_mail(text.replace('\n', "\r\n").as_bytes(), &bounds()).unwrap()
}

const HEAD: &str = "From: Jo <jo@example.org>\nTo: al@example.org\nDate: Thu, 12 Mar 2026 10:00:00 +0000\n";

#[test]
fn the_subject_is_the_title_and_the_day_of_sending_is_not_read() {
    let mail =
        mail(&format!("{HEAD}Subject: FW: RE: Core group C-1001\n\nPresent: HV, SW.\n\nAsthma is worse.\n"));
    let document = mail.message.unwrap();
    assert_eq!(
        shown(&document),
        [
            "subject | h1 | Core group C-1001",
            "paragraph 1 | p | Present: HV, SW.",
            "paragraph 2 | p | Asthma is worse."
        ]
    );
    let head = sharecheck::minutes::head(&document, None);
    assert_eq!(head.child.unwrap().value, "C-1001");
    assert_eq!(head.date, None);
}

#[test]
fn encoded_words_and_bodies_are_decoded() {
    let mail = mail(&format!(
        "{HEAD}Subject: =?utf-8?q?Zo=C3=AB?=\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nZo=EB took it =\nlate.\n"
    ));
    assert_eq!(shown(&mail.message.unwrap()), ["subject | h1 | Zoë", "paragraph 1 | p | Zoë took it late."]);
}

#[test]
fn html_goes_before_the_plain_text_beside_it() {
    let text = format!(
        "{HEAD}Subject: Minutes\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nJo Nurse\n--b\nContent-Type: text/html\n\n<p>Date of meeting: 4 March 2026</p><table><tr><td>Jo<td>Nurse</table>\n--b--\n"
    );
    let document = mail(&text).message.unwrap();
    assert_eq!(
        shown(&document),
        [
            "subject | h1 | Minutes",
            "paragraph 1 | p | Date of meeting: 4 March 2026",
            "table 1, row 1 | td0 -/- | Jo",
            "table 1, row 1 | td1 -/Jo | Nurse",
        ]
    );
}

#[test]
fn earlier_messages_are_not_this_ones_minutes() {
    let text = format!(
        "{HEAD}Subject: Core group\n\nAsthma is worse.\n\nFrom: Al\nSent: 1 March 2026\nTo: Jo\nSubject: Core group\n\nAll appointments attended.\n"
    );
    let mail_read = mail(&text);
    assert!(!mail_read.message.unwrap().source().contains("attended"));
    assert_eq!(mail_read.remarks[0].kind, RemarkKind::EarlierMessage);
    let page = format!(
        "{HEAD}Subject: Core group\nContent-Type: text/html\n\n<p>Asthma is worse.</p><p><b>From:</b> Al<br><b>Sent:</b> 1 March 2026<br><b>To:</b> Jo<br><b>Subject:</b> x</p><p>All attended.</p>\n"
    );
    let mail_read = mail(&page);
    assert_eq!(
        shown(&mail_read.message.unwrap()),
        ["subject | h1 | Core group", "paragraph 1 | p | Asthma is worse."]
    );
    let forwarded = text.replace("Subject: Core group\n\nAsthma", "Subject: Fwd: Core group\n\nAsthma");
    assert!(mail(&forwarded).message.unwrap().source().contains("All appointments attended."));
}

#[test]
fn attachments_are_given_with_safe_names() {
    let part = |name: &str, kind: &str| {
        format!("--b\nContent-Type: {kind}\nContent-Disposition: attachment; filename=\"{name}\"\n\nhello\n")
    };
    let text = format!(
        "{HEAD}Subject: Minutes\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nPlease see attached.\n{}{}{}--b--\n",
        part("../../etc/a.txt", "text/plain"),
        part("a.txt", "text/plain"),
        part("", "application/pdf")
    );
    let mail = mail(&text);
    assert!(mail.is_covering);
    let names: Vec<&str> = mail.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
    assert_eq!(names, ["a.txt", "a (2).txt", "attachment 3.pdf"]);
    assert_eq!(mail.attachments[0].bytes.trim_ascii(), b"hello");
}

#[test]
fn a_file_that_is_no_message_is_refused() {
    for bytes in [&b""[..], b"\0\0\0", b"just text\n", b"Key: value\n\nbody"] {
        assert_eq!(open_mail(bytes, &bounds()).unwrap_err().kind, FaultKind::Damaged, "{bytes:?}");
    }
}
