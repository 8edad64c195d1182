//! What a template asks and nobody answered: no more than an empty line, though its words name topics.

/// How the prompts begin that word processors and forms put where something is to be filled in, and templates' examples.
const PROMPTS: &[&str] = &[
    "click or tap ",
    "click here to ",
    "tap here to ",
    "choose an item",
    "select an item",
    "enter text",
    "enter a date",
    "type here",
    "type text here",
    "insert text",
    "insert name",
    "insert date",
    "e.g. ",
    "(e.g. ",
];

/// Whether a text is an unfilled prompt of a template: in brackets, blanks to be filled in, a question of the form, or
/// words on how to fill it in.
pub(super) fn is_prompt(text: &str) -> bool {
    let text = text.trim().trim_matches(['*', '_']);
    let within = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    let blanks = text.chars().all(|c| !c.is_alphanumeric());
    let begins =
        |prompt: &str| text.get(..prompt.len()).is_some_and(|head| head.eq_ignore_ascii_case(prompt));
    within('[', ']')
        || within('<', '>')
        || blanks
        || (within('(', ')') && tells_how_to_fill_in(text))
        || is_question(text)
        || PROMPTS.iter().any(|prompt| begins(prompt))
}

/// Words with which forms tell what to write.
fn tells_how_to_fill_in(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "please",
        "give",
        "detail",
        "details",
        "describe",
        "include",
        "including",
        "list",
        "complete",
        "tick",
        "delete",
        "state",
        "specify",
        "record",
        "eg",
        "prompt",
    ];
    let lower = text.to_lowercase();
    lower.matches('/').count() >= 2
        || lower.ends_with("?)")
        || lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
        || lower.contains("e.g")
}

/// Whether a text only asks ("Is the child's health affected?"), as forms do.
pub(super) fn is_question(text: &str) -> bool {
    const OPENERS: [&str; 20] = [
        "is", "are", "has", "have", "had", "does", "do", "did", "was", "were", "what", "how", "who", "when",
        "where", "which", "why", "any", "can", "will",
    ];
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    text.ends_with('?') && !text.contains(['"', '“', '‘']) && OPENERS.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_prompt;

    #[test]
    fn what_nobody_filled_in_is_a_prompt() {
        for text in [
            "[insert the child's health needs]",
            "<Guidance note: delete>",
            "Click or tap here to enter text.",
            "Click here to enter a date.",
            "Choose an item.",
            "e.g. asthma, epilepsy",
            "(e.g. inhaler given late)",
            "______",
            "☐",
        ] {
            assert!(is_prompt(text), "{text}");
        }
        for text in [
            "Inserted a new line for feeding.",
            "Asthma, e.g. at night.",
            "[AB] was brought.",
            "Choose items with care.",
        ] {
            assert!(!is_prompt(text), "{text}");
        }
    }
}
