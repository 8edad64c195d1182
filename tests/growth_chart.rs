//! Growth charts: the picture, the text and the table say the same, of whatever is in the record.
#![expect(clippy::unwrap_used, reason = "a test may stop where its own data is wrong")]

use sharecheck::calendar::Day;
use sharecheck::growth::chart::{Chart, Child};
use sharecheck::growth::{Gestation, Measure, Reference, Sex};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn girl() -> Child {
    Child { sex: Sex::Female, born: day("2022-12-05"), gestation: None }
}

fn chart(child: Child, measure: Measure, values: &[(&str, f64)]) -> Chart {
    let values: Vec<(Day, f64)> = values.iter().map(|(on, value)| (day(on), *value)).collect();
    Chart::new(&Reference::builtin(), child, measure, &values)
}

fn falling() -> Chart {
    chart(girl(), Measure::Weight, &[("2023-06-01", 5.9), ("2022-12-25", 3.4), ("2023-09-01", 6.4)])
}

/// All elements with this name, each as the text of its tag.
fn tags<'a>(svg: &'a str, name: &str) -> Vec<&'a str> {
    svg.split(&format!("<{name} ")).skip(1).map(|rest| rest.split('>').next().unwrap()).collect()
}

#[test]
fn the_picture_holds_nine_labelled_lines_and_each_measurement() {
    let svg = falling().svg("c-1");
    for label in ["0.4th", "2nd", "9th", "25th", "50th", "75th", "91st", "98th", "99.6th"] {
        assert!(svg.contains(&format!(">{label}</text>")), "{label}");
    }
    assert_eq!(tags(&svg, "circle").len(), 3);
    assert!(svg.contains(">6.4 kg</text>"), "the latest value is written out");
}

#[test]
fn the_picture_says_in_words_what_it_shows() {
    let svg = falling().svg("c-1");
    assert!(svg.contains("role=\"img\" aria-labelledby=\"c-1-title c-1-desc\""));
    assert!(svg.contains("<title id=\"c-1-title\">Weight of a girl</title>"));
    assert!(svg.contains(
        "1 Jun 2023, 5 months: 5.9 kg, between the 2nd and 9th, centile 4.6. 1 Sep 2023, 8 months: 6.4 kg, on or near the 2nd"
    ));
}

#[test]
fn the_picture_is_still_and_whole_and_keeps_to_its_frame() {
    let svg = falling().svg("c-1");
    for banned in ["<script", "<style", "href", "url(", "onload", "NaN", "inf", "-0.0"] {
        assert!(!svg.contains(banned), "{banned}");
    }
    for name in ["title", "desc", "text"] {
        assert_eq!(
            svg.matches(&format!("<{name} ")).count(),
            svg.matches(&format!("</{name}>")).count(),
            "{name}"
        );
    }
    for circle in tags(&svg, "circle") {
        let at = |name: &str| -> f64 {
            circle.split(name).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        assert!((52.0..=590.0).contains(&at("cx=\"")) && (40.0..=350.0).contains(&at("cy=\"")), "{circle}");
    }
}

#[test]
fn an_id_cannot_break_out_of_its_quotes() {
    let svg = falling().svg("a\"><script>b");
    assert!(svg.contains("id=\"ascriptb-title\"") && !svg.contains("<script"));
}

#[test]
fn the_same_measurements_in_any_order_give_the_same_bytes() {
    let mut values = [("2023-06-01", 5.9), ("2022-12-25", 3.4), ("2023-09-01", 6.4)];
    let first = chart(girl(), Measure::Weight, &values);
    values.rotate_left(1);
    let second = chart(girl(), Measure::Weight, &values);
    assert_eq!((first.svg("x"), first.plain()), (second.svg("x"), second.plain()));
}

#[test]
fn the_text_shows_the_place_twice_on_a_ladder_and_in_words() {
    let expected = "\
Weight of a girl
Centiles by the WHO 2006 growth standards.
                                0.4    2    9   25   50   75   91   98 99.6
25 Dec 2022  2 weeks   3.4 kg     |    |    |   *|    |    |    |    |    |     on or near the 25th (centile 22)
1 Jun 2023   5 months  5.9 kg     |    | *  |    |    |    |    |    |    |     between the 2nd and 9th (centile 4.6)
1 Sep 2023   8 months  6.4 kg     |    *    |    |    |    |    |    |    |     on or near the 2nd (centile 2.0)
";
    assert_eq!(falling().plain(), expected);
}

#[test]
fn the_table_has_every_measurement_also_those_without_a_place() {
    let rows = chart(
        girl(),
        Measure::Weight,
        &[
            ("2022-12-05", 3.1),
            ("2023-09-01", 6.4),
            ("2023-09-02", 64.0),
            ("2022-12-01", 3.0),
            ("2027-01-01", 15.0),
        ],
    )
    .rows();
    let said: Vec<(&str, Option<&str>)> =
        rows.iter().map(|row| (row.place.as_str(), row.centile.as_deref())).collect();
    assert!(said[0].0.contains("before the birth") && rows[0].age == "before birth");
    assert!(said[1].0.starts_with("not assessed: before the due date and in the 2 weeks after it"));
    assert_eq!(said[2], ("on or near the 2nd", Some("2.0")));
    assert_eq!(said[3], ("not assessed: a weight of 64 kg cannot be right for a girl of 8 months", None));
    assert!(said[4].0.starts_with("not assessed: from 4 years"));
}

#[test]
fn wrong_values_stay_off_the_picture_and_in_the_text() {
    let chart = chart(
        girl(),
        Measure::Weight,
        &[("2023-06-01", 5.9), ("2023-09-02", 64.0), ("2023-09-03", f64::NAN)],
    );
    let svg = chart.svg("x");
    assert_eq!(tags(&svg, "circle").len(), 1);
    assert!(svg.contains("64 kg") && chart.plain().contains("64 kg   not assessed"));
    assert!(!svg.split("</desc>").nth(1).unwrap().contains("NaN"), "no coordinate is NaN");
}

#[test]
fn a_corrected_age_is_drawn_beside_the_age_since_birth() {
    let boy = Child { sex: Sex::Male, born: day("2025-06-16"), gestation: Some(Gestation::of_weeks(31)) };
    let chart = chart(boy, Measure::Weight, &[("2026-02-26", 6.3)]);
    let svg = chart.svg("x");
    assert_eq!(tags(&svg, "circle").len(), 2, "one filled, one hollow");
    assert!(svg.contains("corrected for a birth at 31 weeks"));
    assert_eq!(chart.rows()[0].corrected_age.as_deref(), Some("6 months"));
    assert!(chart.plain().contains("8 months, corrected 6 months"));
}

#[test]
fn without_a_sex_there_are_points_and_no_lines() {
    let chart = chart(Child { sex: Sex::NotKnown, ..girl() }, Measure::Head, &[("2023-02-23", 38.1)]);
    let svg = chart.svg("x");
    assert_eq!(tags(&svg, "circle").len(), 1);
    assert!(!svg.contains("50th") && svg.contains("Head circumference of a child"));
    assert!(chart.plain().contains("the sex is recorded as not known"));
}

#[test]
fn no_measurement_is_said_so() {
    let chart = chart(girl(), Measure::Bmi, &[]);
    assert!(
        chart.rows().is_empty()
            && chart.svg("x").contains("There is no measurement.")
            && chart.plain().contains("no measurement")
    );
}

#[test]
fn lines_break_where_a_child_is_measured_standing() {
    let both = chart(girl(), Measure::Height, &[("2024-06-01", 80.0), ("2025-06-01", 90.0)]).svg("x");
    let one = chart(girl(), Measure::Weight, &[("2024-06-01", 10.0), ("2025-06-01", 12.0)]).svg("x");
    let lines = |svg: &str| svg.matches("stroke=\"#5f7a8c\"").count();
    assert_eq!((lines(&both), lines(&one)), (18, 9));
}
