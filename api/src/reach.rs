//! How far a statement reaches: PostgreSQL's second lock, beside the service's own decisions.
//!
//! Row-level security (migration 31) shows a connection those rows alone that whoever asks is tied to.
//! Who that is, is told to the connection each time it is taken from the pool, so that none keeps what
//! was true of somebody before. What is not told reaches nothing. SQLite has no such lock.

use std::fmt::Write as _;

use entities::{OrganisationId, PersonId, role};
use futures_util::future::BoxFuture;
use sea_orm::ConnectOptions;
use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::{self, Executor as _};
use tokio::task_local;

use crate::auth::Actor;

/// The rows that statements may touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// None that belong to a case or a person.
    #[default]
    Nothing,
    /// Those that somebody is tied to: by a seat, a meeting, being somebody of whom they tell, or by
    /// arranging the cases of a provider.
    Person {
        /// Who.
        id: PersonId,
        /// The providers whose cases they run.
        providers: Vec<OrganisationId>,
    },
    /// All: what the service does by itself or for somebody once it has decided that they may, such as
    /// writing, planning around other people's meetings, and reports.
    Service,
}

impl From<&Actor> for Reach {
    fn from(actor: &Actor) -> Self {
        let running = [
            role::Kind::ServiceManager,
            role::Kind::Coordinator,
            role::Kind::Adviser,
        ];
        match actor {
            Actor::Anonymous => Self::Nothing,
            Actor::Person(somebody) => Self::Person {
                id: somebody.id,
                providers: somebody.organisations(&running),
            },
        }
    }
}

impl Reach {
    /// What the policies read: `concord.reach` and, as an array of PostgreSQL's, `concord.providers`.
    fn settings(&self) -> (String, String) {
        match self {
            Self::Nothing => (String::new(), "{}".to_owned()),
            Self::Service => ("service".to_owned(), "{}".to_owned()),
            Self::Person { id, providers } => (id.0.to_string(), array(providers)),
        }
    }
}

fn array(ids: &[OrganisationId]) -> String {
    let mut text = String::from("{");
    for (position, id) in ids.iter().enumerate() {
        let comma = if position == 0 { "" } else { "," };
        // Writing to a string does not fail.
        let _ = write!(text, "{comma}{}", id.0);
    }
    text.push('}');
    text
}

task_local! {
    static REACH: Reach;
    static WAIVED: bool;
}

/// Does something as if the service let everybody run every case, to show that the database does not.
/// In a program that is built for use there is no such thing.
#[cfg(debug_assertions)]
pub async fn without_policy<T>(work: impl Future<Output = T>) -> T {
    WAIVED.scope(true, work).await
}

/// Whether [`without_policy`] is at work.
#[must_use]
pub(crate) fn is_policy_waived() -> bool {
    cfg!(debug_assertions) && WAIVED.try_with(|waived| *waived).unwrap_or(false)
}

/// Does something with this reach.
pub async fn within<T>(reach: Reach, work: impl Future<Output = T>) -> T {
    REACH.scope(reach, work).await
}

/// Does something for the service itself: it reaches every row, so that whatever calls this decides first
/// who may be told what comes of it.
pub async fn as_service<T>(work: impl Future<Output = T>) -> T {
    within(Reach::Service, work).await
}

/// A future that reaches, on whatever task it runs, as far as the task that made it.
pub(crate) fn carried<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    WAIVED.scope(is_policy_waived(), within(now(), work))
}

/// How far the running task reaches.
fn now() -> Reach {
    REACH.try_with(Clone::clone).unwrap_or_default()
}

/// As whom connections work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    /// As whom the address names: for migrations, which own the tables.
    AsNamed,
    /// As `concord_app`, which owns nothing and for whom no policy is waived; whom the address names must
    /// be a member of it.
    AsService,
}

/// Lets a pool tell its connections who asks.
pub(crate) fn tell(options: &mut ConnectOptions, login: Login) {
    options
        .map_sqlx_postgres_pool_opts(move |pool| {
            pool.after_connect(move |connection, _| {
                Box::pin(async move {
                    match login {
                        Login::AsNamed => {}
                        Login::AsService => {
                            connection.execute("SET ROLE concord_app").await?;
                        }
                    }
                    told(connection).await
                })
            })
        })
        .map_sqlx_postgres_before_acquire(|connection, _| {
            let telling: BoxFuture<'_, _> = Box::pin(async move {
                told(connection).await?;
                Ok(true)
            });
            telling
        });
}

/// Tells a connection who asks: one statement, prepared once.
async fn told(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let (reach, providers) = now().settings();
    sqlx::query(
        "SELECT set_config('concord.reach', $1, false), set_config('concord.providers', $2, false)",
    )
    .bind(reach)
    .bind(providers)
    .execute(connection)
    .await
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::{Role, Somebody};
    use uuid::Uuid;

    fn coordinator() -> Actor {
        let at = |number| OrganisationId(Uuid::from_u128(number));
        Actor::Person(Somebody {
            id: PersonId(Uuid::from_u128(1)),
            roles: vec![
                Role {
                    kind: role::Kind::Coordinator,
                    organisation: at(2),
                },
                Role {
                    kind: role::Kind::LaOfficer,
                    organisation: at(3),
                },
                Role {
                    kind: role::Kind::ServiceManager,
                    organisation: at(4),
                },
            ],
        })
    }

    #[test]
    fn who_runs_cases_reaches_their_provider_and_who_speaks_for_a_body_does_not() {
        let (reach, providers) = Reach::from(&coordinator()).settings();
        assert_eq!(reach, "00000000-0000-0000-0000-000000000001");
        assert_eq!(
            providers,
            "{00000000-0000-0000-0000-000000000002,00000000-0000-0000-0000-000000000004}"
        );
        assert_eq!(
            Reach::from(&Actor::Anonymous).settings(),
            (String::new(), "{}".to_owned())
        );
    }

    #[tokio::test]
    async fn what_is_told_nothing_reaches_nothing() {
        assert_eq!(now(), Reach::Nothing);
        let there = as_service(async { now() }).await;
        assert_eq!((there, now()), (Reach::Service, Reach::Nothing));
    }

    #[tokio::test]
    async fn another_task_reaches_as_far_as_the_one_that_began_it() {
        let reach = Reach::from(&coordinator());
        let there = within(reach.clone(), async {
            tokio::spawn(carried(async { now() })).await
        });
        assert_eq!(there.await.ok(), Some(reach));
        let forgotten = as_service(async { tokio::spawn(async { now() }).await });
        assert_eq!(forgotten.await.ok(), Some(Reach::Nothing));
    }
}
