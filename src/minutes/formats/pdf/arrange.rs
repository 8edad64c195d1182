//! The runs of a page as lines of text: prose line by line, rows of tables with their cells side by side.

use super::glyphs::Run;

/// Lines of one cell that may stand before the cell to its right.
const LINES_OF_A_CELL: usize = 12;

/// One line of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Cells from left to right; prose has one.
    pub cells: Vec<Cell>,
    /// Where it begins from the top: the line of its first run.
    pub top: f64,
    /// Where it ends: the line of its lowest run.
    pub bottom: f64,
    /// Height of its letters.
    pub size: f64,
}

/// A cell of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// Left end.
    pub x: f64,
    /// Right end.
    pub end: f64,
    /// Where its last line stands.
    pub bottom: f64,
    /// Lines of its text.
    pub lines: Vec<String>,
}

impl Line {
    fn of(run: &Run) -> Self {
        Self { cells: vec![Cell::of(run)], top: run.y, bottom: run.y, size: run.size }
    }

    /// Whether it is a row of a table.
    pub fn is_row(&self) -> bool {
        self.cells.len() > 1
    }

    /// Its text as one line.
    pub fn text(&self) -> String {
        let cells: Vec<String> = self.cells.iter().map(|cell| cell.lines.join(" ")).collect();
        cells.join(" ")
    }
}

impl Cell {
    /// Whether it only holds the mark of a list's entry.
    fn is_mark(&self) -> bool {
        let [text] = self.lines.as_slice() else { return false };
        let mut chars = text.chars();
        let bullet = matches!(
            (chars.next(), chars.next()),
            (Some('•' | '·' | '▪' | '◦' | '-' | '–' | '\u{e000}'..='\u{f8ff}'), None)
        );
        bullet
            || crate::minutes::lines::bullet(&format!("{text} "))
                .is_some_and(|length| length == text.len() + 1)
    }

    /// Goes on with the entry after its mark, on the same line.
    fn go_on(&mut self, run: &Run) {
        let Some(text) = self.lines.last_mut() else { return };
        if text.starts_with(|c| matches!(c, '\u{e000}'..='\u{f8ff}')) {
            // The code of a font of symbols.
            "•".clone_into(text);
        }
        text.push(' ');
        text.push_str(run.text.trim());
        self.end = self.end.max(run.end);
    }

    fn of(run: &Run) -> Self {
        Self { x: run.x, end: run.end, bottom: run.y, lines: vec![run.text.trim().to_owned()] }
    }
}

/// Arranges the runs of a page in the order in which the page shows them.
pub(super) fn arrange(runs: &[Run]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs.iter().filter(|run| !run.text.trim().is_empty()) {
        let near = run.size * 0.4;
        if let Some(line) = lines.last_mut() {
            let last = line.cells.len() - 1;
            let right_of = line.cells.get(last).is_some_and(|cell| run.x > cell.end + run.size * 0.25);
            // Beside what stands on the line already: the next cell of the row.
            if right_of && (run.y - line.top).abs() < near {
                match line.cells.last_mut().filter(|cell| cell.is_mark()) {
                    // A bullet or number stands apart from its entry, but is no cell.
                    Some(mark) => mark.go_on(run),
                    None => line.cells.push(Cell::of(run)),
                }
                line.bottom = line.bottom.min(run.y);
                continue;
            }
            let cell = line.cells.get_mut(last).filter(|_| last > 0);
            // Below the last of several cells and flush with it: its next line.
            if let Some(cell) = cell.filter(|cell| (run.x - cell.x).abs() < run.size * 2.0)
                && cell.bottom - run.y > -near
                && cell.bottom - run.y < run.size * 3.0
            {
                cell.bottom = run.y;
                cell.lines.push(run.text.trim().to_owned());
                cell.end = cell.end.max(run.end);
                line.bottom = line.bottom.min(run.y);
                continue;
            }
            // A second cell below another of the row, while a third one was the last.
            if let Some(first) = first_of_cell(&lines, run) {
                let rest: Vec<Line> = lines.drain(first..).collect();
                lines.push(joined(rest, run));
                continue;
            }
        }
        lines.push(Line::of(run));
    }
    lines
}

/// The line with which the cell to the left of a run began, where the run goes back up to stand beside it.
fn first_of_cell(lines: &[Line], run: &Run) -> Option<usize> {
    let last = lines.last()?;
    if run.y < last.bottom + run.size * 0.4 {
        return None;
    }
    let lowest = lines.len().saturating_sub(LINES_OF_A_CELL);
    let tail = lines.get(lowest..)?;
    let found = tail.iter().rposition(|line| (line.top - run.y).abs() < run.size * 0.4)? + lowest;
    let beside = lines.get(found..)?;
    let clear =
        beside.iter().all(|line| line.cells.len() == 1 && line.cells.iter().all(|cell| cell.end < run.x));
    clear.then_some(found)
}

/// Lines that turned out to be one cell, with the cell beside it.
fn joined(lines: Vec<Line>, run: &Run) -> Line {
    let mut row = Line::of(run);
    row.bottom = lines.last().map_or(run.y, |line| line.bottom).min(run.y);
    let mut left = Cell { x: f64::INFINITY, end: f64::NEG_INFINITY, bottom: row.bottom, lines: Vec::new() };
    for cell in lines.into_iter().flat_map(|line| line.cells) {
        left.x = left.x.min(cell.x);
        left.end = left.end.max(cell.end);
        left.lines.extend(cell.lines);
    }
    row.cells.insert(0, left);
    row
}

#[cfg(test)]
mod tests {
    use super::{Line, arrange};
    use crate::minutes::formats::pdf::glyphs::Run;

    fn run(x: f64, y: f64, text: &str) -> Run {
        Run { x, end: x + 5.0 * text.len() as f64, y, size: 10.0, text: text.into() }
    }

    fn cells(lines: &[Line]) -> Vec<Vec<String>> {
        lines.iter().map(|line| line.cells.iter().map(|cell| cell.lines.join("/")).collect()).collect()
    }

    #[test]
    fn cells_of_several_lines_stay_together_whichever_is_longer() {
        let runs = [
            run(50.0, 700.0, "Review of health"),
            run(50.0, 680.0, "Asthma"),
            run(200.0, 680.0, "Two doses were"),
            run(200.0, 668.0, "missed"),
            run(400.0, 680.0, "HV"),
            run(50.0, 640.0, "Therapy and"),
            run(50.0, 628.0, "equipment"),
            run(200.0, 640.0, "None"),
        ];
        let found = cells(&arrange(&runs));
        assert_eq!(
            found,
            [
                vec!["Review of health"],
                vec!["Asthma", "Two doses were/missed", "HV"],
                vec!["Therapy and/equipment", "None"]
            ]
        );
    }

    #[test]
    fn prose_stays_prose() {
        let runs = [
            run(50.0, 700.0, "The nurse said that"),
            run(50.0, 688.0, "it was late"),
            run(50.0, 660.0, "Next"),
        ];
        assert_eq!(cells(&arrange(&runs)), [["The nurse said that"], ["it was late"], ["Next"]]);
    }
}
