//! Who is who in the minutes, as far as a record tells.

/// Somebody the record names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Person {
    /// Names and initials by which minutes may call the person.
    pub names: Vec<String>,
    /// A carer's or sibling's relation, or a professional's role.
    pub role: Option<String>,
}

/// The people of a case; the default knows nobody.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct People {
    /// Names and initials of the child the minutes are about.
    pub child: Vec<String>,
    /// Parents and carers.
    pub carers: Vec<Person>,
    /// Brothers, sisters, and other children.
    pub siblings: Vec<Person>,
    /// Professionals.
    pub professionals: Vec<Person>,
}

impl People {
    /// The phrases by which each person is known, with who they are.
    pub(super) fn phrases(&self) -> Vec<(&str, super::lexicon::Who)> {
        use super::lexicon::Who;
        let groups = [
            (&self.carers, Who::Carer),
            (&self.siblings, Who::Sibling),
            (&self.professionals, Who::Professional),
        ];
        let named = groups.into_iter().flat_map(|(people, who)| {
            people.iter().flat_map(move |person| person.names.iter().map(move |name| (name.as_str(), who)))
        });
        self.child
            .iter()
            .map(|name| (name.as_str(), Who::Child))
            .chain(named)
            .filter(|(name, who)| name.len() > 1 || *who == Who::Child)
            .collect()
    }
}
