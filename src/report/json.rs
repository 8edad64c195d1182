//! The report for programs: the whole [`Report`] as one JSON document (`sharecheck schema report` describes it).

use std::io;

use crate::audit::Report;

use super::{SourceTexts, Style};

/// JSON Schema (2020-12) of what [`write()`] writes.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// Writes the report as indented JSON with a line end at the end. Neither texts nor style matter to it.
pub fn write(
    report: &Report,
    _sources: &dyn SourceTexts,
    to: &mut dyn io::Write,
    _style: &Style,
) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, report)?;
    to.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn written(report: &Report) -> String {
        let mut to = Vec::new();
        write(report, &(), &mut to, &Style::default()).unwrap();
        String::from_utf8(to).unwrap()
    }

    fn validator() -> jsonschema::Validator {
        jsonschema::draft202012::new(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
    }

    #[test]
    fn reports_keep_to_their_schema() {
        for report in [sample::audit(), sample::incomplete(), sample::empty()] {
            let value: serde_json::Value = serde_json::from_str(&written(&report)).unwrap();
            let faults: Vec<_> = validator()
                .iter_errors(&value)
                .map(|fault| format!("{} at {}", fault, fault.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{faults:#?}");
        }
    }

    #[test]
    fn the_schema_refuses_what_the_format_does_not_have() {
        let good: serde_json::Value = serde_json::from_str(&written(&sample::audit())).unwrap();
        let faulty = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut value = good.clone();
            change(&mut value);
            assert!(!validator().is_valid(&value), "accepted: {value:#}");
        };
        faulty(&|value| value["checks"][0]["outcome"] = "passed".into());
        faulty(&|value| value["checks"][0]["surprise"] = 1.into());
        faulty(&|value| value["run"]["as_of"] = "31/03/2026".into());
        faulty(&|value| value["format"] = "sharecheck-report/2".into());
        faulty(&|value| {
            value["summary"].as_object_mut().unwrap().remove("met");
        });
    }

    #[test]
    fn fields_come_in_the_documented_order() {
        let text = written(&sample::audit());
        let mut from = 0;
        for field in ["format", "tool", "run", "rules", "checks", "diagnostics", "summary"] {
            let at = text[from..].find(&format!("\n  \"{field}\":")).expect(field);
            from += at + 1;
        }
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn looks_as_it_did() {
        insta::assert_snapshot!(written(&sample::audit()));
    }
}
