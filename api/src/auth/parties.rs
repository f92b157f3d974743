//! What may be done with a referral and the people around a case (the matrix of roles, D7).

use entities::role::Kind as RoleKind;

use super::Standing;

/// What can be done with the parties of a case, and what is kept of how it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartyAction {
    /// Read who referred, what was tried before, and how often the family was tried to be reached.
    SeeReferral,
    /// Take a referral up, record the family's answer, and say what becomes of it.
    TakeIn,
    /// Change who takes part, who is kept apart, who speaks for a young person, and who interprets.
    ManageParties,
    /// Answer for one's own seat whether somebody more may attend.
    AnswerForOneself,
    /// Record what the mediator decides on somebody more.
    DecideAttendance,
    /// Read who must attend.
    SeeRequired,
    /// Read which interpreters are booked, and who asked to attend.
    SeeArrangements,
    /// Record what the child thinks.
    RecordViews,
    /// Read what the child thinks, whomever it is shared with.
    SeeViews,
    /// Read what the child thinks where the family shares it with everybody who takes part.
    SeeSharedViews,
    /// Agree to shorter notice for the family, or record that it does, and read that it did.
    AgreeShortNotice,
    /// Ask for a private word with the mediator before the meeting.
    AskPrivateWord,
    /// Read who asked for one, and ask for somebody else.
    SeePrivateWords,
    /// Read who of the service looks after the family, and how to reach them.
    SeeContact,
    /// Read in an emergency what is kept from managers.
    BreakGlass,
}

impl PartyAction {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 15] = [
        Self::SeeReferral,
        Self::TakeIn,
        Self::ManageParties,
        Self::AnswerForOneself,
        Self::DecideAttendance,
        Self::SeeRequired,
        Self::SeeArrangements,
        Self::RecordViews,
        Self::SeeViews,
        Self::SeeSharedViews,
        Self::AgreeShortNotice,
        Self::AskPrivateWord,
        Self::SeePrivateWords,
        Self::SeeContact,
        Self::BreakGlass,
    ];
}

/// The whole access policy for the parties of a case, as one table: what each standing has.
#[must_use]
pub fn may_with_parties(standing: Standing, action: PartyAction) -> bool {
    use PartyAction as A;
    let allowed: &[A] = match standing {
        // What a child thinks is the family's and the mediator's; a manager's breaking of the glass opens
        // it for an hour (`domain::glass`).
        Standing::Manager => &[
            A::SeeReferral,
            A::TakeIn,
            A::ManageParties,
            A::DecideAttendance,
            A::SeeRequired,
            A::SeeArrangements,
            A::AgreeShortNotice,
            A::AskPrivateWord,
            A::SeePrivateWords,
            A::SeeContact,
            A::BreakGlass,
        ],
        Standing::Coordinator => &[
            A::SeeReferral,
            A::TakeIn,
            A::ManageParties,
            A::DecideAttendance,
            A::SeeRequired,
            A::SeeArrangements,
            A::SeeViews,
            A::SeeSharedViews,
            A::AgreeShortNotice,
            A::AskPrivateWord,
            A::SeePrivateWords,
            A::SeeContact,
        ],
        Standing::Adviser => &[A::SeeReferral, A::TakeIn, A::SeeRequired, A::SeeContact],
        Standing::Mediator => &[
            A::DecideAttendance,
            A::SeeRequired,
            A::SeeArrangements,
            A::RecordViews,
            A::SeeViews,
            A::SeeSharedViews,
            A::AskPrivateWord,
            A::SeePrivateWords,
            A::SeeContact,
        ],
        Standing::Family => &[
            A::AnswerForOneself,
            A::SeeRequired,
            A::RecordViews,
            A::SeeViews,
            A::SeeSharedViews,
            A::AgreeShortNotice,
            A::AskPrivateWord,
            A::SeeContact,
        ],
        // Professionals ask for a private word as families do.
        Standing::PublicBody | Standing::School => &[
            A::AnswerForOneself,
            A::SeeRequired,
            A::SeeSharedViews,
            A::AskPrivateWord,
            A::SeeContact,
        ],
        Standing::Supporter => &[
            A::SeeRequired,
            A::SeeSharedViews,
            A::AskPrivateWord,
            A::SeeContact,
        ],
        Standing::Child => &[A::AskPrivateWord, A::SeeContact],
        Standing::Interpreter | Standing::Anonymous | Standing::Stranger => &[],
    };
    allowed.contains(&action)
}

/// Whether a role in a service lets somebody take in referrals and answer enquiries there.
#[must_use]
pub fn may_take_in(role: RoleKind) -> bool {
    match role {
        RoleKind::ServiceManager | RoleKind::Coordinator | RoleKind::Adviser => true,
        RoleKind::Mediator
        | RoleKind::LaOfficer
        | RoleKind::HealthOfficer
        | RoleKind::SocialCareOfficer
        | RoleKind::SchoolStaff
        | RoleKind::Supporter
        | RoleKind::Interpreter
        | RoleKind::Commissioner
        | RoleKind::VenueContact
        | RoleKind::Auditor => false,
    }
}

/// Whether a role in a body lets somebody read the contracts it pays for or works under.
#[must_use]
pub fn may_see_contracts(role: RoleKind) -> bool {
    match role {
        RoleKind::ServiceManager | RoleKind::Coordinator | RoleKind::Commissioner => true,
        RoleKind::Adviser
        | RoleKind::Mediator
        | RoleKind::LaOfficer
        | RoleKind::HealthOfficer
        | RoleKind::SocialCareOfficer
        | RoleKind::SchoolStaff
        | RoleKind::Supporter
        | RoleKind::Interpreter
        | RoleKind::VenueContact
        | RoleKind::Auditor => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_for_parties() {
        let table: Vec<String> = Standing::ALL
            .map(|standing| {
                let marks = PartyAction::ALL.map(|action| {
                    let mark = if may_with_parties(standing, action) {
                        "yes"
                    } else {
                        "-"
                    };
                    format!("{mark:<4}")
                });
                let name = format!("{standing:?}");
                format!("{name:<12} {}", marks.concat())
                    .trim_end()
                    .to_owned()
            })
            .to_vec();
        // referral, take in, manage, answer, decide, required, arrangements, record views, views,
        // shared views, shorter notice, ask for a word, see words, contact, glass
        insta::assert_snapshot!(table.join("\n"));
    }
}
