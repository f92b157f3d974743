//! What may be asked of planning, and what became of a run, decided from values.

use chrono::{DateTime, Duration, Utc};
use entities::planning_run::{ActiveModel, Failure, Model, State};
use entities::{OrganisationId, PersonId, PlanningRunId};
use scheduler::plan::Points;
use sea_orm::ActiveValue::{NotSet, Set};

use super::{LEAST_DAYS, MOST, MOST_SECONDS, Order, StartRefused};
use crate::planning::read::HORIZON_DAYS;

/// How long a run may wait for its turn before it counts as lost.
const LONGEST_WAIT: Duration = Duration::hours(1);
/// How long after its time limit a run that has not ended counts as lost: reading, checking and
/// writing take seconds.
const LONGEST_DELAY: Duration = Duration::minutes(5);

/// Days planned for at most.
pub(super) fn most_days() -> i32 {
    i32::try_from(HORIZON_DAYS).unwrap_or(i32::MAX)
}

/// The path of one of the cases asked for.
pub(crate) fn item(ix: usize) -> Vec<String> {
    vec!["caseIds".to_owned(), ix.to_string()]
}

/// Whether an order keeps the bounds.
pub(super) fn can_be_asked(order: &Order) -> Result<(), StartRefused> {
    let count = order.cases.as_ref().map(Vec::len);
    if count.is_some_and(|count| !(1..=MOST).contains(&count)) {
        return Err(StartRefused::CaseCount);
    }
    if !(LEAST_DAYS..=most_days()).contains(&order.horizon_days) {
        return Err(StartRefused::Horizon);
    }
    if !(1..=MOST_SECONDS).contains(&order.time_limit_secs) {
        return Err(StartRefused::TimeLimit);
    }
    if order.seed < 0 {
        return Err(StartRefused::Seed);
    }
    Ok(())
}

/// The service to plan, of those somebody may plan for.
pub(super) fn service(
    services: &[OrganisationId],
    wanted: Option<OrganisationId>,
) -> Result<OrganisationId, StartRefused> {
    match (services, wanted) {
        (services, Some(wanted)) if services.contains(&wanted) => Ok(wanted),
        (_, Some(_)) | ([], None) => Err(StartRefused::NoSuchService),
        ([only], None) => Ok(*only),
        (_, None) => Err(StartRefused::WhichService),
    }
}

/// The row of a run that waits for its turn.
pub(super) fn queued(
    id: PlanningRunId,
    by: PersonId,
    provider: OrganisationId,
    order: &Order,
    now: DateTime<Utc>,
) -> ActiveModel {
    ActiveModel {
        id: Set(id),
        provider_id: Set(provider),
        state: Set(State::Queued),
        requested_by: Set(by),
        requested_at: Set(now),
        started_at: Set(None),
        finished_at: Set(None),
        horizon_days: Set(order.horizon_days),
        time_limit_secs: Set(order.time_limit_secs),
        seed: Set(order.seed),
        unplaced_points: Set(None),
        late_points: Set(None),
        family_points: Set(None),
        others_points: Set(None),
        cost: Set(None),
        bound: Set(None),
        problem_hash: Set(None),
        versions: Set(None),
        failure: Set(None),
    }
}

/// What the plan of a run was found to be worth.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    /// What it costs, level by level.
    pub(super) points: Points,
    /// What it costs, in one number.
    pub(super) cost: i64,
    /// What any plan costs at least.
    pub(super) bound: i64,
    /// The same for the same input.
    pub(super) problem_hash: u64,
    /// What found it.
    pub(super) versions: String,
}

/// The change that the end of a run with a plan makes.
pub(super) fn done(verdict: &Verdict, now: DateTime<Utc>) -> ActiveModel {
    let points = |points: u32| Set(Some(i32::try_from(points).unwrap_or(i32::MAX)));
    ActiveModel {
        id: NotSet,
        state: Set(State::Done),
        finished_at: Set(Some(now)),
        unplaced_points: points(verdict.points.unplaced),
        late_points: points(verdict.points.late),
        family_points: points(verdict.points.family),
        others_points: points(verdict.points.others),
        cost: Set(Some(verdict.cost)),
        bound: Set(Some(verdict.bound)),
        problem_hash: Set(Some(format!("{:016x}", verdict.problem_hash))),
        versions: Set(Some(verdict.versions.clone())),
        ..Default::default()
    }
}

/// Whether whoever worked on a run must have ended without saying so.
pub(super) fn is_lost(run: &Model, now: DateTime<Utc>) -> bool {
    match (run.state, run.started_at) {
        (State::Queued, _) => run.requested_at + LONGEST_WAIT < now,
        (State::Running, Some(started)) => {
            let limit = Duration::seconds(i64::from(run.time_limit_secs));
            started + limit + LONGEST_DELAY < now
        }
        (State::Running, None) => true,
        (State::Done | State::Failed | State::Cancelled, _) => false,
    }
}

/// How far a run has come at an instant, and why it failed: one that is lost has failed, whether or
/// not somebody has noticed.
#[must_use]
pub fn shown(run: &Model, now: DateTime<Utc>) -> (State, Option<Failure>) {
    if is_lost(run, now) {
        (State::Failed, Some(Failure::Interrupted))
    } else {
        (run.state, run.failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_772_442_000 + minute * 60, 0).unwrap()
    }

    fn order() -> Order {
        Order {
            cases: None,
            provider: None,
            horizon_days: 70,
            time_limit_secs: 10,
            seed: 0,
        }
    }

    fn run(state: State, started: Option<i64>) -> Model {
        Model {
            id: PlanningRunId(Uuid::nil()),
            provider_id: OrganisationId(Uuid::nil()),
            state,
            requested_by: PersonId(Uuid::nil()),
            requested_at: at(0),
            started_at: started.map(at),
            finished_at: None,
            horizon_days: 70,
            time_limit_secs: 60,
            seed: 0,
            unplaced_points: None,
            late_points: None,
            family_points: None,
            others_points: None,
            cost: None,
            bound: None,
            problem_hash: None,
            versions: None,
            failure: None,
        }
    }

    #[test]
    fn an_order_keeps_its_bounds() {
        let orders = [
            ("as it is", order()),
            (
                "no case",
                Order {
                    cases: Some(vec![]),
                    ..order()
                },
            ),
            (
                "too many cases",
                Order {
                    cases: Some(vec![entities::CaseId(Uuid::nil()); MOST + 1]),
                    ..order()
                },
            ),
            (
                "too near",
                Order {
                    horizon_days: 6,
                    ..order()
                },
            ),
            (
                "too far",
                Order {
                    horizon_days: 71,
                    ..order()
                },
            ),
            (
                "no time",
                Order {
                    time_limit_secs: 0,
                    ..order()
                },
            ),
            (
                "too long",
                Order {
                    time_limit_secs: 61,
                    ..order()
                },
            ),
            (
                "a bad seed",
                Order {
                    seed: -1,
                    ..order()
                },
            ),
        ];
        let said = orders.map(|(name, order)| match can_be_asked(&order) {
            Ok(()) => format!("{name}: yes"),
            Err(refused) => format!("{name}: {refused}"),
        });
        insta::assert_snapshot!(said.join("\n"), @r"
        as it is: yes
        no case: plan 1 to 100 cases at once
        too many cases: plan 1 to 100 cases at once
        too near: plan for 7 to 70 days
        too far: plan for 7 to 70 days
        no time: give it 1 to 60 seconds
        too long: give it 1 to 60 seconds
        a bad seed: a seed is not negative
        ");
    }

    #[test]
    fn a_service_is_chosen_where_there_is_a_choice() {
        let [one, two, other] = [1, 2, 3].map(|id| OrganisationId(Uuid::from_u128(id)));
        assert_eq!(service(&[one], None).unwrap(), one);
        assert_eq!(service(&[one, two], Some(two)).unwrap(), two);
        for (services, wanted) in [
            (vec![], None),
            (vec![one], Some(other)),
            (vec![], Some(one)),
        ] {
            assert!(matches!(
                service(&services, wanted),
                Err(StartRefused::NoSuchService)
            ));
        }
        assert!(matches!(
            service(&[one, two], None),
            Err(StartRefused::WhichService)
        ));
    }

    #[test]
    fn a_run_that_never_ended_has_failed_in_the_end() {
        let table = [
            (run(State::Queued, None), 60, State::Queued),
            (run(State::Queued, None), 61, State::Failed),
            (run(State::Running, Some(10)), 16, State::Running),
            (run(State::Running, Some(10)), 17, State::Failed),
            (run(State::Done, Some(10)), 1_000, State::Done),
            (run(State::Cancelled, None), 1_000, State::Cancelled),
        ];
        for (run, minute, expected) in table {
            assert_eq!(shown(&run, at(minute)).0, expected, "{run:?} at {minute}");
        }
    }
}
