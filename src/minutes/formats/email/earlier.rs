//! Earlier messages that a message quotes: they are minutes of other days, or none, and must not speak for this one.

use std::ops::Range;

/// What a message quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Earlier {
    /// The bytes that are not the message's own, in order.
    pub ranges: Vec<Range<usize>>,
    /// How many messages or quoted passages they hold; the head of a forwarded message is none.
    pub passages: usize,
}

/// Labels of the lines that stand at the head of a quoted message.
const LABELS: [&str; 7] = ["from", "sent", "date", "to", "cc", "subject", "importance"];
/// Lines that a head may have at most.
const HEAD_LINES: usize = 12;

/// Finds what is quoted. Of a message that was forwarded, the first message below it is what was meant to be read: only its
/// head is taken out.
pub(super) fn earlier(text: &str, forwarded: bool) -> Earlier {
    let lines = lines_of(text);
    let mut found = Earlier::default();
    let mut at = 0;
    let mut forwarded = forwarded;
    while let Some((range, line)) = lines.get(at) {
        if let Some(length) = head_of_message(lines.get(at..).unwrap_or_default()) {
            let end = lines.get(at + length - 1).map_or(text.len(), |(range, _)| range.end);
            if std::mem::take(&mut forwarded) {
                found.ranges.push(range.start..end);
                at += length;
                continue;
            }
            return found.and_all_after(range.start, text);
        }
        if is_attribution(lines.get(at..).unwrap_or_default()) {
            let quoted =
                lines.get(at + 1..).unwrap_or_default().iter().find(|(_, line)| !line.trim().is_empty());
            // Without marks before the lines, all that follows is quoted.
            if !quoted.is_some_and(|(_, line)| {
                line.trim_start().starts_with('>') || line.trim().ends_with("wrote:")
            }) {
                if std::mem::take(&mut forwarded) {
                    found.ranges.push(range.clone());
                    at += 1;
                    continue;
                }
                return found.and_all_after(range.start, text);
            }
            found.ranges.push(range.clone());
        } else if line.trim_start().starts_with('>') {
            match found.ranges.last_mut().filter(|last| last.end == range.start) {
                Some(last) => last.end = range.end,
                None => found.ranges.push(range.clone()),
            }
            let before = at.checked_sub(1).and_then(|before| lines.get(before));
            found.passages +=
                usize::from(!before.is_some_and(|(_, line)| line.trim_start().starts_with('>')));
        }
        at += 1;
    }
    found
}

impl Earlier {
    fn and_all_after(mut self, start: usize, text: &str) -> Self {
        if text.get(start..).is_some_and(|rest| rest.contains(char::is_alphanumeric)) {
            self.passages += 1;
            self.ranges.push(start..text.len());
        }
        self
    }
}

fn lines_of(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len()..at, line)
        })
        .collect()
}

/// How many lines the head of a message takes that begins at the first line; `None` where none does.
fn head_of_message(lines: &[(Range<usize>, &str)]) -> Option<usize> {
    let first = lines.first()?.1;
    let rule = first.trim().trim_matches(['-', ' ', ':']).to_ascii_lowercase();
    let announced =
        matches!(rule.as_str(), "original message" | "forwarded message" | "begin forwarded message")
            && (first.contains("--") || first.trim_end().ends_with(':'));
    if !announced && label(first)?.0 != "from" {
        return None;
    }
    let mut seen = [false; LABELS.len()];
    let mut length = usize::from(announced);
    let mut sender_is_time = false;
    for (number, (_, line)) in lines.iter().enumerate().skip(length).take(HEAD_LINES) {
        let Some((name, value)) = label(line) else {
            // Blank lines may part the lines of a head, and a long list of receivers goes on below.
            let goes_on = line.trim().is_empty() || line.starts_with([' ', '\t']) || line.contains(';');
            if goes_on { continue } else { break }
        };
        if let Some(slot) = LABELS.iter().position(|known| *known == name).and_then(|at| seen.get_mut(at)) {
            *slot = true;
        }
        sender_is_time |= name == "from" && value.starts_with(|c: char| c.is_ascii_digit());
        length = number + 1;
    }
    let has = |name: &str| LABELS.iter().zip(seen).any(|(known, seen)| *known == name && seen);
    let is_head = has("from") && !sender_is_time && (has("sent") || (has("date") && has("subject")));
    (is_head || announced).then_some(length)
}

/// The label of a line such as `*From:* Name`, in lower case, and its value.
fn label(line: &str) -> Option<(String, &str)> {
    let plain = line.trim().trim_start_matches(['*', '_']);
    let (label, value) = plain.split_once(':')?;
    let label = label.trim_end_matches(['*', '_']).trim().to_ascii_lowercase();
    LABELS.contains(&label.as_str()).then(|| (label, value.trim_start_matches(['*', '_', ' '])))
}

/// Whether the first line, perhaps with the next, says who wrote what follows: `On 3 March Jo <jo@example.org> wrote:`.
fn is_attribution(lines: &[(Range<usize>, &str)]) -> bool {
    let first = lines.first().map_or("", |(_, line)| line.trim().trim_start_matches('>').trim());
    if !first.starts_with("On ") || first.len() > 300 {
        return false;
    }
    let second = lines.get(1).map_or("", |(_, line)| line.trim());
    first.ends_with("wrote:") || (first.contains('@') && second.ends_with("wrote:") && second.len() < 100)
}

#[cfg(test)]
mod tests {
    use super::earlier;

    fn own(text: &str, forwarded: bool) -> (String, usize) {
        let found = earlier(text, forwarded);
        let mut own = String::new();
        let mut at = 0;
        for range in found.ranges {
            own.push_str(&text[at..range.start]);
            at = range.end;
        }
        own.push_str(&text[at..]);
        (own, found.passages)
    }

    #[test]
    fn what_stands_below_the_head_of_an_earlier_message_is_not_the_messages_own() {
        let text = "New minutes.\n\nFrom: Jo <jo@example.org>\nSent: 2 March 2026 10:00\nTo: Al\nSubject: old\n\nOld minutes.\n";
        assert_eq!(own(text, false), ("New minutes.\n\n".to_owned(), 1));
        let twice = format!("{text}\n-----Original Message-----\nFrom: A\nSent: 1 March\n\nOlder.\n");
        assert_eq!(own(&twice, true), ("New minutes.\n\n\nOld minutes.\n\n".to_owned(), 1));
    }

    #[test]
    fn marked_lines_are_quoted_and_answers_between_them_are_not() {
        let text = "On 3 Mar 2026, Jo wrote:\n> Was he brought?\nNo, he was not.\n> And the pump?\n> Still broken?\nMended.\n";
        assert_eq!(own(text, false), ("No, he was not.\nMended.\n".to_owned(), 2));
        assert_eq!(
            own("Hello.\nOn 3 Mar 2026, Jo wrote:\nAll attended.\n", false),
            ("Hello.\n".to_owned(), 1)
        );
    }

    #[test]
    fn the_hours_of_a_meeting_are_no_earlier_message() {
        let text = "Date: 4 March 2026\nFrom: 10:00\nTo: 11:00\nSubject: AB\nPresent: HV\n";
        assert_eq!(own(text, false), (text.to_owned(), 0));
    }
}
