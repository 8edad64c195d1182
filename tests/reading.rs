//! What minutes are read to say, by behaviour.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first fault")]

use std::path::Path;

use sharecheck::calendar::Day;
use sharecheck::language::{
    About, ClaimKind, Lesson, Lexicon, Mark, Meant, People, Person, Reading, Status, Topic, assertion_of,
    learn, read, read_passage,
};
use sharecheck::minutes::Document;

fn lexicon() -> Lexicon {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/words");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    Lexicon::from_files(
        files.iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())),
    )
    .expect("the word lists load")
}

fn passage(text: &str) -> Reading {
    read_passage(text, &lexicon(), &People::default())
}

#[test]
fn medication_is_explained_only_with_its_significance() {
    for (text, status) in [
        (
            "He has Clenil twice a day. Without it his airways swell and he ends up in hospital.",
            Status::Explained,
        ),
        ("He takes Clenil twice a day.", Status::Mentioned),
        ("Medication was discussed. The impact of missing doses was not explained.", Status::Mentioned),
        ("Medication: none", Status::Denied),
        ("Medication to be discussed at the next core group.", Status::Deferred),
        (
            "Practitioners should always ask about medication, as missed doses can put a child in hospital.",
            Status::Absent,
        ),
        ("The trampoline was delivered.", Status::Absent),
    ] {
        assert_eq!(passage(text).status(Topic::Medication), status, "{text}");
    }
}

#[test]
fn quotes_point_into_the_source() {
    let text = "# Health\r\n\r\nÉva has **asthma**. Without her inhaler she gets breathless and ends up in hospital.\r\n";
    let reading = read(&Document::from_markdown(text), &lexicon(), &People::default(), None);
    let quote = &reading.topic(Topic::Medication).expect("a topic").quotes[0];
    assert_eq!(quote.line, 3);
    assert_eq!(&text[quote.range.clone()], quote.text);
    assert!(!quote.cue.is_empty());
}

#[test]
fn a_grid_is_read_by_its_labels() {
    let text =
        "| Indicator | Y/N |\n|---|---|\n| Medication | N |\n| All health appointments attended | Y |\n";
    let reading = read(&Document::from_markdown(text), &lexicon(), &People::default(), None);
    assert_eq!(reading.status(Topic::Medication), Status::Denied);
    assert!(reading.claims.iter().any(|claim| claim.kind == ClaimKind::AllAppointmentsAttended));
    assert!(reading.claims.iter().any(|claim| claim.kind == ClaimKind::NoMedication));
}

#[test]
fn claims_name_whom_they_are_about() {
    let reading = passage("Mum has attended all her appointments.");
    assert!(reading.claims.iter().all(|claim| claim.person == About::Carer("mum".to_owned())));
    assert!(!reading.claims.is_empty() || reading.status(Topic::WasNotBrought) <= Status::Denied);
    let text = Document::from_text("Next clinic is 14 Jan at 10.15.");
    let reading = read(&text, &lexicon(), &People::default(), Day::new(2025, 12, 3));
    let next = reading.claims.iter().find(|claim| claim.kind == ClaimKind::NextAppointment);
    assert_eq!(next.and_then(|claim| claim.date), Day::new(2026, 1, 14));
}

#[test]
fn another_childs_need_is_not_this_childs() {
    let people = People {
        child: vec!["Harvey".to_owned()],
        siblings: vec![Person { names: vec!["Skye".to_owned()], role: Some("sister".to_owned()) }],
        ..People::default()
    };
    let reading =
        read_passage("Skye has asthma and gets wheezy when she misses her inhaler.", &lexicon(), &people);
    assert_eq!(reading.status(Topic::HealthNeeds), Status::Absent);
}

#[test]
fn one_condition_can_be_asked_about() {
    let lexicon = lexicon();
    let text = "Her epilepsy was noted. Eczema: if the cream is missed her skin cracks and gets infected.";
    let reading = read_passage(text, &lexicon, &People::default());
    assert_eq!(reading.about(&lexicon.names_of("asthma")).status, Status::Absent);
    assert_eq!(reading.about(&lexicon.names_of("eczema")).status, Status::Explained);
    assert!(lexicon.names_of_medicine("salbutamol").contains(&"ventolin"));
}

#[test]
fn serious_harm_and_missed_dates_can_be_asked_of_a_passage() {
    let reading = passage("If he goes without insulin he could die within two days.");
    assert_eq!(reading.status(Topic::SeriousHarm), Status::Explained);
    let reading = passage("Not brought to asthma clinic on 02/03/2026.");
    let day = Day::new(2026, 3, 2).expect("a day");
    assert!(reading.missed_on(day).any(|mention| mention.services.contains("asthma clinic")));
    assert_eq!(reading.missed_on(day.plus(1)).count(), 0);
}

#[test]
fn a_bad_word_list_is_refused() {
    for text in ["[cues]\nnegatoin = []", "[topic.wether]\nnames = []", "medicin = 1"] {
        let error = Lexicon::from_files([("x.toml", text)].into_iter()).expect_err("refused");
        assert_eq!(error.file, "x.toml");
    }
}

#[test]
fn any_text_is_read() {
    let lexicon = lexicon();
    for text in [
        "",
        "\u{feff}",
        "+++",
        "+++\n+++",
        "|||\n|-|",
        "\t\t|\r\r\n",
        "é’—*_",
        "1.\n2)\n- ",
        "[ ]",
        "İ ẞ K",
        "a ~ b * c",
    ] {
        for document in [Document::from_markdown(text), Document::from_text(text)] {
            let reading = read(&document, &lexicon, &People::default(), None);
            assert_eq!(reading.topics.len(), 18);
        }
    }
}

#[test]
fn learning_gives_the_same_bytes_each_time_and_learns() {
    let text = "He gets the zorble at night. The van was late. Without the zorble he cannot breathe.";
    let whole = text.find("Without").expect("there")..text.len();
    let lesson = Lesson {
        document: Document::from_text(text),
        marks: vec![Mark { topic: Topic::Medication, status: Status::Explained, range: whole }],
        every_sentence: true,
        only: Vec::new(),
        people: People::default(),
    };
    let lexicon = lexicon();
    let lessons = vec![lesson; 20];
    let learned = learn(&lessons, &lexicon);
    assert!(!learned.is_empty());
    assert_eq!(learned.to_text(), learn(&lessons, &lexicon).to_text());
    let taught = lexicon.with_weights(learned);
    let reading = read(&Document::from_text(text), &taught, &People::default(), None);
    let medication = reading.topic(Topic::Medication).expect("a topic");
    assert_eq!(medication.status, Status::Explained);
    assert!(medication.quotes.iter().all(|quote| quote.text.starts_with("Without") && !quote.cue.is_empty()));
    assert_eq!(reading.status(Topic::Growth), Status::Absent);
}

#[test]
fn a_term_is_denied_within_its_scope_alone() {
    let lexicon = lexicon();
    for (term, text, meant) in [
        ("rash", "No fever, cough or rash.", Meant::Negated),
        ("cough", "No fever but has a cough.", Meant::Affirmed),
        ("fits", "Fits were denied.", Meant::Negated),
        ("change in hearing", "No change in hearing.", Meant::Negated),
        ("asthma", "No change in his asthma.", Meant::Affirmed),
        ("infection", "To be seen once the infection has resolved.", Meant::Affirmed),
    ] {
        assert_eq!(assertion_of(term, text, &lexicon).map(|found| found.0), Some(meant), "{text}");
    }
    assert_eq!(assertion_of("eczema", "No rash.", &lexicon), None);
}
