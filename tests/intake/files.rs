//! Files and folders: what is read, in which order, and what is told of the rest.

use std::fs;
use std::path::PathBuf;

use sharecheck::diagnostic::Weight;
use sharecheck::intake::{Options, read};

use super::export::{Export, GOOD, codes, json, minutes, told};

/// A record that every test of a bad file has beside it: the rest of the run goes on.
fn beside(export: &Export) {
    export.file("good.toml", GOOD);
}

fn ids(intake: &sharecheck::intake::Intake) -> Vec<&str> {
    intake.children.iter().map(|child| child.case.child_id()).collect()
}

#[test]
fn every_format_is_read_and_children_come_in_order_of_their_ids() {
    let export = Export::new();
    beside(&export);
    export.file("z/one.json", json("C-0")).file("y/list.json", format!("[{}, {}]", json("C-5"), json("C-4")));
    export.file("lines.ndjson", json("C-3") + "\r\n\r\n" + &*json("C-2") + "\n");
    let intake = export.read();
    assert_eq!(told(&intake), "");
    assert_eq!(ids(&intake), ["C-0", "C-1", "C-2", "C-3", "C-4", "C-5"]);
    assert_eq!(intake.inputs.len(), 4);
    assert!(intake.inputs.is_sorted());
    assert!(intake.is_complete());
}

#[test]
fn the_hash_of_an_input_is_that_of_its_bytes() {
    let export = Export::new();
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    export.file("a.ndjson", "abc").file("b.txt", "abc");
    let intake = export.read();
    assert_eq!(intake.inputs[0].sha256, abc, "read line by line");
    assert_eq!(intake.inputs[1].sha256, abc, "read at once");
}

#[test]
fn standard_input_is_a_record_a_line() {
    let export = Export::new();
    let intake = export.read_paths(&["-"], &(json("C-1") + "\n" + &*json("C-2")));
    assert_eq!(ids(&intake), ["C-1", "C-2"]);
    assert_eq!(intake.inputs[0].path, "-");
    let intake = export.read_paths(&["-"], "");
    assert_eq!(codes(&intake), ["empty-file"]);
}

#[test]
fn byte_order_marks_and_crlf_change_nothing() {
    let plain = Export::new();
    plain.file("a.toml", GOOD);
    for bytes in [
        GOOD.replace('\n', "\r\n").into_bytes(),
        format!("\u{feff}{GOOD}").into_bytes(),
        [0xFF, 0xFE].into_iter().chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        [0xFE, 0xFF].into_iter().chain(GOOD.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
    ] {
        let export = Export::new();
        export.file("a.toml", bytes);
        let (one, other) = (plain.read(), export.read());
        assert_eq!(told(&other), "");
        assert_eq!(format!("{:?}", one.children[0].case), format!("{:?}", other.children[0].case));
        let places = |intake: &sharecheck::intake::Intake| {
            let place = intake.children[0].source.as_ref().unwrap().place("/appointments/0/outcome", false);
            (place.line, place.column, place.end_line)
        };
        assert_eq!(places(&one), places(&other));
    }
}

#[test]
fn records_a_line_with_marks_and_old_encodings_are_read() {
    let export = Export::new();
    let school = |id: &str, school: &[u8]| {
        let line = format!(r#"{{"format":"sharecheck-case/1","child":{{"id":"{id}","school_or_setting":"#);
        [line.as_bytes(), b"\"", school, b"\"}}\n"].concat()
    };
    let lines =
        [&b"\xEF\xBB\xBF"[..], &school("C-1", b"A"), &school("C-2", b"\xC9cole"), &school("C-3", b"\xC9")];
    export.file("a.ndjson", lines.concat());
    let intake = export.read();
    assert_eq!(ids(&intake), ["C-1", "C-2", "C-3"]);
    insta::assert_snapshot!(told(&intake), @r"
    warning[encoding-guessed] a.ndjson:2:72
      this file is not in UTF-8 from here on; it was read as Windows-1252, as older systems write it
      help: check that names and accents are right, and save it as UTF-8
    ");
    let school = &intake.children[1].case.child.given().unwrap().school_or_setting;
    assert_eq!(school.given().unwrap(), "École");
}

#[test]
fn bad_lines_are_told_and_the_rest_goes_on() {
    let export = Export::new();
    let lines = [json("C-1"), "{\"a\": ".into(), String::new(), "oops".into(), json("C-2"), "[]".into()];
    export.file("a.ndjson", lines.join("\n"));
    let intake = export.read();
    assert_eq!(ids(&intake), ["C-1", "C-2"]);
    insta::assert_snapshot!(told(&intake), @r#"
    error[cut-short] a.ndjson:2:5
      the text ends here in the middle of the record; the record was not read
      help: export it again: the file was cut short, or a closing bracket or quotation mark is missing
    error[bad-json] a.ndjson:4:1
      this is not valid JSON (expected value); the record was not read
      help: correct it here, or export the file again
    error[no-record-among-records] a.ndjson:6:1
      this is no case record (it is not a table), though others in the file are
      help: add format = "sharecheck-case/1" if it is one, or take it out
    "#);
}

#[test]
fn a_line_of_a_gigabyte_is_refused_in_bounded_memory() {
    // A file with a hole: it takes no space, and reading it whole would take as much memory as it is long.
    let export = Export::new();
    export.file("a.ndjson", json("C-1") + "\n");
    let path = export.path().join("a.ndjson");
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(1 << 30).unwrap();
    let intake = export.read();
    assert_eq!(ids(&intake), ["C-1"]);
    assert_eq!(codes(&intake), ["endless-line"]);
    assert!(intake.inputs.is_empty(), "a file that was not read to its end has no hash");

    for name in ["b.json", "b.toml", "b.md"] {
        let export = Export::new();
        beside(&export);
        fs::File::create(export.path().join(name)).unwrap().set_len(1 << 30).unwrap();
        let intake = export.read();
        assert_eq!((codes(&intake), ids(&intake)), (vec!["file-too-large"], vec!["C-1"]), "{name}");
    }
}

#[test]
fn a_path_that_is_not_there_is_told() {
    let export = Export::new();
    beside(&export);
    let intake = export.read_paths(&["good.toml", "cases/nowhere"], "");
    assert_eq!(ids(&intake), ["C-1"]);
    insta::assert_snapshot!(told(&intake), @r"
    error[no-such-path] cases/nowhere:1:1
      there is no such file or folder
      help: check the spelling of the path
    ");
}

#[test]
fn a_file_that_is_named_and_cannot_be_read_is_an_error() {
    let export = Export::new();
    export.file("a.csv", "x").file("b.doc", "x");
    let intake = export.read_paths(&["a.csv", "b.doc"], "");
    assert_eq!(codes(&intake), ["not-read", "document-not-read"]);
    assert!(intake.diagnostics.iter().all(|told| told.weight == Weight::Error));
}

#[test]
fn a_file_named_twice_is_read_once() {
    let export = Export::new();
    beside(&export);
    let intake = export.read_paths(&["good.toml", "", "good.toml"], "");
    assert_eq!(ids(&intake), ["C-1"]);
    assert_eq!(codes(&intake), ["named-twice", "named-twice"]);
    assert!(intake.is_complete());
}

#[test]
fn names_are_as_given_with_forward_slashes() {
    let export = Export::new();
    export.file("deep/er/a.toml", GOOD);
    let intake = export.read_paths(&["deep"], "");
    let name = &intake.inputs[0].path;
    assert!(name.ends_with("/deep/er/a.toml"), "{name}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn pipes_and_sockets_are_told_and_not_opened() {
        let export = Export::new();
        beside(&export);
        let _socket = UnixListener::bind(export.path().join("s.toml")).unwrap();
        let intake = export.read();
        assert_eq!(ids(&intake), ["C-1"]);
        insta::assert_snapshot!(told(&intake), @r"
        error[not-a-file] s.toml:1:1
          this is a pipe or a device, not a file
          help: save it as a file, or give records on standard input with `-`
        ");
        assert_eq!(codes(&read(&["/dev/null".into()], &mut &b""[..], &Options::default())), ["not-a-file"]);
    }

    #[test]
    fn links_are_followed_only_where_they_are_named() {
        let export = Export::new();
        export.file("real/a.toml", GOOD);
        symlink("../real", export.path().join("real/loop")).unwrap();
        symlink("real", export.path().join("named")).unwrap();
        symlink("nowhere", export.path().join("real/broken.toml")).unwrap();
        let intake = export.read_paths(&["named"], "");
        assert_eq!(ids(&intake), ["C-1"]);
        assert_eq!(codes(&intake), ["link-not-followed", "link-not-followed"]);
        symlink("self.toml", export.path().join("self.toml")).unwrap();
        assert_eq!(codes(&export.read_paths(&["self.toml"], "")), ["cannot-read"]);
    }

    #[test]
    fn a_name_that_is_no_unicode_is_read_and_told() {
        let export = Export::new();
        let name = std::ffi::OsStr::from_bytes(b"caf\xE9.toml");
        fs::write(export.path().join(name), GOOD).unwrap();
        let intake = export.read();
        assert_eq!(ids(&intake), ["C-1"]);
        insta::assert_snapshot!(told(&intake), @r"
        warning[file-name-unclear] caf�.toml:1:1
          the name of this file is no Unicode
          help: rename the file with plain letters, so that the report can name it exactly
        ");
    }

    #[test]
    fn what_may_not_be_read_is_told() {
        let export = Export::new();
        beside(&export);
        export.file("secret.toml", GOOD).file("closed/a.toml", GOOD);
        let lock = |name: &str, mode| {
            fs::set_permissions(export.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        lock("secret.toml", 0o000);
        lock("closed", 0o000);
        let ignores_permissions = fs::read(export.path().join("secret.toml")).is_ok();
        let intake = export.read();
        lock("closed", 0o755);
        if ignores_permissions {
            println!("skipped: this user may read everything");
            return;
        }
        assert_eq!(ids(&intake), ["C-1"]);
        assert_eq!(codes(&intake), ["cannot-read", "cannot-read"]);
    }
}

#[test]
fn the_same_input_gives_the_same_intake_on_any_number_of_threads() {
    let export = Export::new();
    for number in 0..40 {
        let id = format!("C-{number}");
        export.file(&format!("{}/{number}.toml", number % 7), GOOD.replace("C-1", &id) + "odd = 1\n");
        export.file(&format!("{number}.md"), minutes(&id, "date = 2026-03-10\n"));
    }
    export
        .file("lines.ndjson", (20..60).map(|number| json(&format!("C-{number}")) + "\n").collect::<String>());
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        format!("{:?}", pool.install(|| export.read()))
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(5));
}

#[test]
fn the_order_of_paths_does_not_matter() {
    let export = Export::new();
    export.file("a.toml", GOOD).file("b.toml", GOOD.replace("C-1", "C-2")).file("c.json", json("C-1"));
    let one = export.read_paths(&["a.toml", "b.toml", "c.json"], "");
    let other = export.read_paths(&["c.json", "b.toml", "a.toml"], "");
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}

#[test]
fn nothing_named_is_nothing_read() {
    let none: [PathBuf; 0] = [];
    let intake = read(&none, &mut &b""[..], &Options::default());
    assert!(intake.children.is_empty() && intake.diagnostics.is_empty() && intake.inputs.is_empty());
}
