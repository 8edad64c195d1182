//! Whether the lines of a text are wrapped at a width, so that a sentence runs on over the line's end, or stand for
//! themselves, as jottings do.

/// How a text's lines end.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Wrap {
    /// Every line stands for itself.
    #[default]
    Never,
    /// Lines are broken where the next word would have gone over this many characters.
    At(usize),
}

/// Wrapped lines are at least this long; where there are few lines to tell from, [`SURE`].
const LEAST: usize = 40;
const SURE: usize = 60;
/// Nobody wraps at more than this: longer lines are whole paragraphs.
const MOST: usize = 130;
/// Fewer line pairs than this are few.
const FEW: usize = 4;

impl Wrap {
    /// Tells from the lines of a whole text. A line that was broken for want of room is one that the next line's first
    /// word would have made too long; where most lines are like that, the text is wrapped.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut last: Option<usize> = None;
        for line in lines {
            let text = line.trim();
            let prose =
                !text.is_empty() && !text.contains(['|', '\t']) && super::lines::bullet(text).is_none();
            if let Some(last) = last.filter(|_| prose) {
                pairs.push((last, first_word(text)));
            }
            // A list entry may go on in the next line, though no line goes on in a list entry.
            last = (!text.is_empty() && !text.contains(['|', '\t'])).then(|| line.trim_end().chars().count());
        }
        let mut lengths: Vec<usize> = pairs.iter().map(|(length, _)| *length).collect();
        lengths.sort_unstable();
        let Some(width) = lengths.get((lengths.len() * 9) / 10).copied() else { return Self::Never };
        let broken = pairs.iter().filter(|(length, word)| length + 1 + word > width).count();
        let least = if pairs.len() < FEW { SURE } else { LEAST };
        if (least..=MOST).contains(&width) && broken * 5 >= pairs.len() * 3 {
            Self::At(width)
        } else {
            Self::Never
        }
    }

    /// Whether `next` goes on from a line of `length` characters.
    pub fn continues(self, length: usize, next: &str) -> bool {
        match self {
            Self::Never => false,
            Self::At(width) => length + 1 + first_word(next) > width,
        }
    }
}

fn first_word(text: &str) -> usize {
    text.split_whitespace().next().map_or(0, |word| word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::Wrap;

    #[test]
    fn wrapped_prose_goes_on_and_jottings_do_not() {
        let prose = "The school nurse told the meeting that he had been to the\nclinic twice since the summer and that his chest was a good\n\
            deal better, so that he plays out again with his brother and\nhas not missed a day of school.";
        let wrap = Wrap::of(prose.lines());
        assert_eq!(wrap, Wrap::At(60));
        assert!(wrap.continues(57, "clinic") && !wrap.continues(30, "clinic"));
        let jottings = "hv - weight up\nmum in good form, house tidy, new cot from the baby bank came on friday\nno meds\ndad at work";
        assert_eq!(Wrap::of(jottings.lines()), Wrap::Never);
        assert_eq!(Wrap::of("One long paragraph.\nAnother.".lines()), Wrap::Never);
    }
}
