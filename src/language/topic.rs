//! What minutes may be about, and how far they say it.

use std::fmt;

macro_rules! topics {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A topic of minutes. The first 18 are those of the case format; the rest are asked by single rules only.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Topic {
            $($(#[$doc])* $variant,)*
        }

        impl Topic {
            /// Every topic, in order.
            pub const EVERY: &'static [Self] = &[$(Self::$variant,)*];

            /// The name that rules and reports use.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

topics! {
    /// The child's health needs or conditions.
    HealthNeeds = "health_needs",
    /// Health appointments the child was not brought to.
    WasNotBrought = "was_not_brought",
    /// Medicines.
    Medication = "medication",
    /// Therapies and treatments that are neither medicine nor equipment.
    Therapy = "therapy",
    /// Things the child needs for health.
    Equipment = "equipment",
    /// Autism, ADHD, learning disability and their kin.
    Neurodiversity = "neurodiversity",
    /// Weight, height and growth.
    Growth = "growth",
    /// The child's own view of how the condition is managed.
    ChildVoice = "child_voice",
    /// A health care plan.
    HealthCarePlan = "health_care_plan",
    /// How abuse and neglect affect the child's health.
    AbuseImpact = "abuse_impact",
    /// How home circumstances affect following the treatment.
    TreatmentAdherence = "treatment_adherence",
    /// That not following the treatment may cause serious harm or death.
    SeriousHarm = "serious_harm",
    /// Follow-up and plans for future care.
    FutureCare = "future_care",
    /// Who orders and fetches repeat prescriptions.
    RepeatPrescription = "repeat_prescription",
    /// Where medicines are kept.
    Storage = "storage",
    /// Medicines the child takes alone, and how that is assured.
    SelfAdministration = "self_administration",
    /// A carer's own health need.
    CarerHealth = "carer_health",
    /// Immunisation.
    Immunisation = "immunisation",
    /// Help to get to and use health services.
    AccessSupport = "access_support",
    /// An adult's own missed health appointments.
    CarerWasNotBrought = "carer_was_not_brought",
}

impl Topic {
    /// The 18 topics of the case format, in its order.
    pub const ALL: [Self; 18] = [
        Self::HealthNeeds,
        Self::WasNotBrought,
        Self::Medication,
        Self::Therapy,
        Self::Equipment,
        Self::Neurodiversity,
        Self::Growth,
        Self::ChildVoice,
        Self::HealthCarePlan,
        Self::AbuseImpact,
        Self::TreatmentAdherence,
        Self::SeriousHarm,
        Self::FutureCare,
        Self::RepeatPrescription,
        Self::Storage,
        Self::SelfAdministration,
        Self::CarerHealth,
        Self::Immunisation,
    ];

    /// The topic of that name; `None` for any other text.
    pub fn parse(name: &str) -> Option<Self> {
        Self::EVERY.iter().copied().find(|topic| topic.name() == name)
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How far minutes speak of a topic; the later, the better (`Absent` < ... < `Explained`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Status {
    /// Not there at all, or only a bare heading, an unfilled prompt, a general remark or somebody else's need.
    #[default]
    Absent,
    /// Said to be none, or not discussed.
    Denied,
    /// Only put off.
    Deferred,
    /// There, without its significance for this child.
    Mentioned,
    /// There, with its significance for this child.
    Explained,
}

impl Status {
    /// The name that rules and reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Denied => "denied",
            Self::Deferred => "deferred",
            Self::Mentioned => "mentioned",
            Self::Explained => "explained",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
