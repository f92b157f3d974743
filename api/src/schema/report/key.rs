//! The figures of a report as clients name them: what each says is its description.

use async_graphql::Enum;

/// A figure of a report. Several may belong to one indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::report::Key")]
pub enum ReportFigureKey {
    /// Families that made contact in the period: how many had the first answer of a person by the end of
    /// the next working day.
    K1,
    /// Certificates whose last day lies in the period: how many were issued by then, by the reason why the
    /// family has one.
    K2,
    /// Mediations whose thirtieth day lies in the period: how many were held by then. One that was
    /// withdrawn or closed before is left out.
    K3,
    /// Mediations first held in the period: the days from the word to the authority, or to the health body
    /// where health alone is in dispute.
    K4,
    /// Mediations first held in the period: how many had their date agreed at least five clear working days
    /// before.
    K5,
    /// Requests for dates to be answered by a day in the period: how many were, within three working days,
    /// by organisation.
    K6,
    /// Mediations first held in the period: how many had somebody there who may decide each issue.
    K7,
    /// Agreed meetings that were called off in the period, by whose side, why, and how long before.
    K8,
    /// Mediations first held in the period: how many had everybody there who was required.
    K9,
    /// People expected at the mediations first held in the period: how many came, by role.
    K9Absences,
    /// Mediations that ended in the period: how many with full or partial agreement.
    K10,
    /// Issues of the mediations that ended in the period, where it is recorded what became of them: how
    /// many were agreed, in full or in part.
    K10Issues,
    /// Families that made contact in the period: how many have chosen mediation.
    K11,
    /// Mediations that ended in the period: how many are known to have been followed by an appeal. The
    /// others are the appeals avoided.
    K12,
    /// Actions of agreements due on a day in the period: how many were done by then, by the kind of
    /// promise.
    K13,
    /// Checks that an agreement works, due on a day in the period: how many were done.
    K14,
    /// Evaluations received in the period: how many are satisfied or highly satisfied with the service, by
    /// role.
    K15,
    /// Evaluations received in the period: how many are satisfied or highly satisfied with the mediator, by
    /// role.
    K15Mediator,
    /// People invited in the period to evaluate: how many have answered.
    K15Response,
    /// Mediations first held in the period: how many had the views of the child or young person by the day
    /// of the meeting.
    K16,
    /// Mediations first held in the period: how many had the child or young person there.
    K16Attended,
    /// Mediations first held in the period, by how they were held.
    K17,
    /// Mediations first held in the period in person: how far the place was from the family's, one way, as
    /// the crow flies.
    K17Distance,
    /// Mediations first held in the period for which an interpreter was asked: how many had one.
    K18,
    /// Mediations first held in the period with an interpreter: the days from booking the interpreter,
    /// or else from agreeing the date, to the meeting.
    K18Lead,
    /// Cases opened in the period, by what is known of the child or young person. One with two cases counts
    /// with each.
    K19,
    /// Cases opened in the period, by what is in dispute, by school or setting, and by postcode district of
    /// the family.
    K20,
    /// Cases opened in the period whose stage at referral is recorded: how many came early, before
    /// positions were entrenched.
    K21,
    /// Facilitations held in the period, by type.
    K22,
    /// Facilitations held in the period: how many had final notes within two weeks, the limit for the
    /// report of an annual review (regulation 20(9)).
    K22Notes,
    /// Cases opened in the period, by type.
    K23,
    /// Meetings agreed or held under the contracts in force on the last day of the period, up to that day,
    /// of those they pay for at most.
    K23Cap,
    /// Mediations first held in the period: the mean of what is recorded as spent on each, for the room and
    /// in expenses.
    K23Cost,
    /// Complaints received in the period about cases of this commissioner, by what came of them.
    K24,
    /// Safeguarding concerns recorded in the period in cases of this commissioner, by what came of them.
    K24Safeguarding,
    /// Cases for which a first date was held in the period, and it is known what became of it: how many
    /// accepted it.
    K25,
    /// Cases planned together with others in the period, and given a date afterwards: how many had the
    /// planned time and mediator. People chose otherwise for the rest.
    K25Planned,
}

/// In which unit a figure is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::report::Unit")]
pub enum ReportUnit {
    /// How many of how many; the value is per hundred.
    Share,
    /// How many: the denominator.
    Count,
    /// Days: the value is the middle one.
    Days,
    /// Kilometres as the crow flies, one way: the value is the middle one.
    Kilometres,
    /// Pence: the value is the mean.
    Pence,
}

/// What sort of decision a mediation was about, as the Department for Education counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::report::Decision")]
pub enum DfeDecision {
    /// Not to assess.
    Request,
    /// Not to issue a plan after an assessment.
    AssessmentOutcome,
    /// Anything else, as what a plan says.
    Other,
}

#[cfg(test)]
mod tests {
    use async_graphql::InputType as _;
    use async_graphql::registry::{MetaType, Registry};

    use super::*;
    use crate::domain::report::Key;

    #[test]
    fn a_description_is_the_definition() {
        let mut registry = Registry::default();
        ReportFigureKey::create_type_info(&mut registry);
        let name = ReportFigureKey::type_name();
        let found = registry.types.get(&*name).expect("the type was just made");
        let MetaType::Enum { enum_values, .. } = found else {
            panic!("a closed list is an enum");
        };
        let said: Vec<String> = enum_values
            .values()
            .map(|value| value.description.clone().unwrap_or_default())
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let meant: Vec<&str> = Key::ALL.iter().map(|key| key.definition()).collect();
        assert_eq!(said, meant);
    }
}
