//! "Did you mean": the nearest of the names that would have been right.

/// The name nearest to `wrong`, if one is near enough to be meant.
pub fn nearest<'a>(wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for name in right {
        let distance = strsim::damerau_levenshtein(&wrong, &name.to_lowercase());
        if distance <= (name.chars().count() / 3).max(1) && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// `, did you mean `x`?` or nothing.
pub fn did_you_mean<'a>(wrong: &str, right: impl IntoIterator<Item = &'a str>) -> String {
    nearest(wrong, right).map_or_else(String::new, |name| format!(", did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        assert_eq!(nearest("fail-on", ["fail_on", "select"]), Some("fail_on"));
        assert_eq!(nearest("new-4", ["NEW-04", "HCP-04"]), Some("NEW-04"));
        assert_eq!(nearest("zebra", ["fail_on", "select"]), None);
    }
}
