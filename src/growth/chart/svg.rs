//! A chart as SVG: one picture that stands alone or inside a page, without scripts or style sheets, that prints in black
//! and white and carries its content as text for those who do not see it.

use std::fmt::Write;

use super::data::{Chart, Mark, rounded};
use super::scale::Values;

/// The size of the picture and of the field inside its axes, in pixels.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 590.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 350.0;

/// Labels of centile lines keep this far apart, in pixels.
const LABEL_GAP: f64 = 10.5;

impl Chart {
    /// The chart as an SVG element. `id` begins the ids inside it (letters, digits and hyphens; others are left out), so
    /// that several charts can stand on one page.
    pub fn svg(&self, id: &str) -> String {
        let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let mut out = String::with_capacity(16_000);
        let (title, note) = (self.title(), self.note());
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
             role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"sans-serif\" font-size=\"12\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{}</desc>\n\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n\
             <text x=\"{LEFT}\" y=\"22\" font-size=\"15\" font-weight=\"bold\" fill=\"#111111\">{title}</text>\n",
            self.in_words()
        );
        let field = Field { chart: self, values: self.values() };
        field.axes(&mut out);
        field.lines(&mut out);
        field.marks(&mut out);
        for (index, line) in wrapped(&note).iter().enumerate() {
            let y = 400.0 + 14.0 * index as f64;
            let _ =
                writeln!(out, "<text x=\"{LEFT}\" y=\"{y}\" font-size=\"11\" fill=\"#333333\">{line}</text>");
        }
        out.push_str("</svg>\n");
        out
    }

    /// All that the picture shows, in sentences.
    fn in_words(&self) -> String {
        let mut text = self.note();
        for row in self.rows() {
            let corrected = row.corrected_age.map(|age| format!(" (corrected {age})")).unwrap_or_default();
            let _ =
                write!(text, " {}, {}{corrected}: {}, {}", row.day.in_words(), row.age, row.value, row.place);
            text.push_str(
                &row.centile.map_or_else(|| ".".to_owned(), |centile| format!(", centile {centile}.")),
            );
        }
        text
    }

    fn values(&self) -> Values {
        let lines =
            self.curves.iter().flat_map(|curve| curve.pieces.iter().flatten().map(|(_, value)| *value));
        Values::around(lines.chain(self.drawn().map(|mark| mark.value)))
    }

    fn drawn(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.is_drawn())
    }
}

/// The field between the axes.
struct Field<'a> {
    chart: &'a Chart,
    values: Values,
}

impl Field<'_> {
    fn x(&self, days: f64) -> f64 {
        let window = self.chart.window;
        LEFT + (RIGHT - LEFT) * (days - window.from as f64) / (window.to - window.from) as f64
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * (value - self.values.from) / (self.values.to - self.values.from)
    }

    fn axes(&self, out: &mut String) {
        let label = "font-size=\"11\" fill=\"#333333\"";
        for (days, text) in self.chart.window.ticks() {
            let x = self.x(days);
            let _ = writeln!(out, "<path d=\"M{x:.1} {TOP}V{BOTTOM}\" stroke=\"#e4e4e4\"/>");
            let _ =
                writeln!(out, "<text x=\"{x:.1}\" y=\"366\" text-anchor=\"middle\" {label}>{text}</text>");
        }
        for value in self.values.ticks() {
            let y = self.y(value);
            let (x, middle, text) = (LEFT - 6.0, y + 4.0, rounded(value));
            let _ = writeln!(out, "<path d=\"M{LEFT} {y:.1}H{RIGHT}\" stroke=\"#e4e4e4\"/>");
            let _ =
                writeln!(out, "<text x=\"{x}\" y=\"{middle:.1}\" text-anchor=\"end\" {label}>{text}</text>");
        }
        let _ =
            writeln!(out, "<path d=\"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}\" fill=\"none\" stroke=\"#333333\"/>");
        let (unit, ages) = (self.chart.measure.unit(), self.chart.window.unit());
        let _ = writeln!(out, "<text x=\"10\" y=\"{}\" {label}>{unit}</text>", TOP - 12.0);
        let _ =
            writeln!(out, "<text x=\"{RIGHT}\" y=\"381\" text-anchor=\"end\" {label}>age in {ages}</text>");
    }

    /// The nine lines, every other one dashed as on paper charts, each with its label where it ends.
    fn lines(&self, out: &mut String) {
        let mut label_below = f64::INFINITY;
        for (index, curve) in self.chart.curves.iter().enumerate() {
            let dash = if index % 2 == 0 { " stroke-dasharray=\"5 3\"" } else { "" };
            let width = if index == 4 { 1.6 } else { 1.0 };
            for piece in &curve.pieces {
                let mut path = String::new();
                for (step, (days, value)) in piece.iter().enumerate() {
                    let pen = if step == 0 { 'M' } else { 'L' };
                    let _ = write!(path, "{pen}{:.1} {:.1}", self.x(*days as f64), self.y(*value));
                }
                let _ = writeln!(
                    out,
                    "<path d=\"{path}\" fill=\"none\" stroke=\"#5f7a8c\" stroke-width=\"{width}\"{dash}/>"
                );
            }
            let Some((days, value)) = curve.pieces.last().and_then(|piece| piece.last()) else {
                continue;
            };
            // The lowest line comes first, so each label is pushed up clear of the one below.
            let (x, y) = (self.x(*days as f64) + 4.0, (self.y(*value) + 3.5).min(label_below - LABEL_GAP));
            label_below = y;
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"10\" fill=\"#34495a\">{}</text>",
                curve.line
            );
        }
    }

    /// The measurements, joined in order of age; a hollow mark shows the age since birth where the age is corrected.
    fn marks(&self, out: &mut String) {
        let point = |mark: &Mark| (self.x(mark.age.plotted_days() as f64), self.y(mark.value));
        let mut path = String::new();
        for (x, y) in self.chart.drawn().map(point) {
            let _ = write!(path, "{}{x:.1} {y:.1}", if path.is_empty() { 'M' } else { 'L' });
        }
        if !path.is_empty() {
            let _ =
                writeln!(out, "<path d=\"{path}\" fill=\"none\" stroke=\"#111111\" stroke-width=\"1.2\"/>");
        }
        for mark in self.chart.drawn().filter(|mark| mark.age.is_corrected()) {
            let ((x, y), actual) = (point(mark), self.x(mark.age.chronological_days as f64));
            let _ = writeln!(
                out,
                "<path d=\"M{x:.1} {y:.1}H{actual:.1}\" stroke=\"#111111\" stroke-dasharray=\"1 2\"/>"
            );
            let _ = writeln!(
                out,
                "<circle cx=\"{actual:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#ffffff\" stroke=\"#111111\"/>"
            );
        }
        for mark in self.chart.drawn() {
            let (x, y) = point(mark);
            let _ = writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"#111111\" stroke=\"#ffffff\" stroke-width=\"1.2\"/>"
            );
        }
        if let Some(mark) = self.chart.drawn().last() {
            let (x, y) = point(mark);
            // Clear of the hollow mark to the right where the age is corrected.
            let y = if mark.age.is_corrected() { y - 9.0 } else { y + 15.0 };
            let (anchor, x) = if x > RIGHT - 60.0 { ("end", x - 8.0) } else { ("start", x + 8.0) };
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" font-weight=\"bold\" fill=\"#111111\" \
                 stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\">{} {}</text>",
                y,
                rounded(mark.value),
                self.chart.measure.unit()
            );
        }
    }
}

/// A note in lines that fit the picture.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + word.len() < 100 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
