//! What may be done with what comes after a meeting, and with the pack of a facilitated one.

use super::Standing;

/// What can be done with what comes after a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Afterwards {
    /// Read what was promised and how far each promise has come.
    SeeActions,
    /// Say that a promise of one's own is kept; those who run the case say it of any.
    KeepAction,
    /// Say that a promise is not kept.
    ReportAction,
    /// Take the lateness of a promise further.
    EscalateAction,
    /// Move the last day of a promise.
    ExtendAction,
    /// Record and read checks that an agreement works, and what is known of an appeal.
    FollowUp,
    /// Invite evaluations, and read those of a case.
    InviteEvaluations,
    /// Evaluate the service, once invited.
    Evaluate,
    /// Make a complaint of one's own.
    Complain,
    /// Write down a complaint that somebody else makes.
    RecordComplaint,
    /// Read and resolve complaints, but those about oneself.
    HandleComplaints,
    /// Raise a safeguarding concern.
    RaiseConcern,
    /// Read every safeguarding concern, on the list of its readers or not.
    ReadConcerns,
    /// Claim expenses of one's own.
    ClaimExpenses,
    /// Write down what others claim, and what the payer asks for and decides.
    RunExpenses,
    /// Read every claim of a case.
    SeeExpenses,
    /// Read and decide the claims that one's own body pays.
    PayExpenses,
    /// Read agenda, papers and notes, once they are sent.
    SeePack,
    /// Write agenda, list of papers, notes and actions, and read all of it.
    WritePack,
    /// Comment on draft notes, as somebody who was there.
    CommentOnNotes,
}

impl Afterwards {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 20] = [
        Self::SeeActions,
        Self::KeepAction,
        Self::ReportAction,
        Self::EscalateAction,
        Self::ExtendAction,
        Self::FollowUp,
        Self::InviteEvaluations,
        Self::Evaluate,
        Self::Complain,
        Self::RecordComplaint,
        Self::HandleComplaints,
        Self::RaiseConcern,
        Self::ReadConcerns,
        Self::ClaimExpenses,
        Self::RunExpenses,
        Self::SeeExpenses,
        Self::PayExpenses,
        Self::SeePack,
        Self::WritePack,
        Self::CommentOnNotes,
    ];

    /// Who may do it; everybody else may not, a standing added later among them.
    const fn allowed(self) -> &'static [Standing] {
        use Standing::{
            Adviser, Child, Coordinator, Family, Interpreter, Manager, Mediator, PublicBody,
            School, Supporter,
        };
        match self {
            Self::SeeActions => &[Manager, Coordinator, Mediator, Family, PublicBody, School],
            Self::KeepAction | Self::ReportAction => {
                &[Manager, Coordinator, Family, PublicBody, School]
            }
            Self::EscalateAction
            | Self::ExtendAction
            | Self::FollowUp
            | Self::InviteEvaluations
            | Self::RecordComplaint
            | Self::SeeExpenses => &[Manager, Coordinator],
            Self::Evaluate | Self::Complain => &[Family, PublicBody, School, Supporter],
            Self::HandleComplaints | Self::ReadConcerns => &[Manager],
            Self::RaiseConcern => &[Manager, Coordinator, Adviser, Mediator, Interpreter],
            Self::ClaimExpenses => &[Family],
            Self::RunExpenses => &[Coordinator],
            Self::PayExpenses => &[PublicBody],
            Self::SeePack => &[
                Manager,
                Coordinator,
                Mediator,
                Family,
                Child,
                PublicBody,
                School,
                Supporter,
                Interpreter,
            ],
            Self::WritePack => &[Manager, Coordinator, Mediator],
            Self::CommentOnNotes => &[Family, Child, PublicBody, School, Supporter, Interpreter],
        }
    }
}

/// The access policy for what comes after a meeting, as one table (the confidentiality matrix).
#[must_use]
pub fn may_afterwards(standing: Standing, action: Afterwards) -> bool {
    action.allowed().contains(&standing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_for_what_comes_after() {
        let table: Vec<String> = Afterwards::ALL
            .map(|action| {
                let marks = Standing::ALL.map(|standing| {
                    let mark = if may_afterwards(standing, action) {
                        "yes"
                    } else {
                        "-"
                    };
                    format!("{mark:<4}")
                });
                format!("{:<18}{}", format!("{action:?}"), marks.concat())
                    .trim_end()
                    .to_owned()
            })
            .to_vec();
        // anonymous, stranger, manager, coordinator, adviser, mediator, family, child, public body,
        // school, supporter, interpreter
        insta::assert_snapshot!(table.join("\n"));
    }

    #[test]
    fn nobody_without_a_part_in_the_case_may_do_anything() {
        for action in Afterwards::ALL {
            for standing in [Standing::Anonymous, Standing::Stranger] {
                assert!(!may_afterwards(standing, action), "{standing:?} {action:?}");
            }
        }
    }
}
