//! Closed lists with a name and words for every value, as the life-cycles use them.

use std::error::Error;
use std::fmt;

/// A state of a life-cycle.
pub trait State: Copy + Eq + fmt::Debug + 'static {
    /// Every state, in the order in which they usually follow one another.
    const ALL: &'static [Self];

    /// Its name in tables and diagrams: capital letters and low lines.
    fn name(self) -> &'static str;

    /// A clause that says it to people, as it reads after "while" or "once".
    fn words(self) -> &'static str;

    /// Whether nothing but a correction follows it.
    fn is_end(self) -> bool;
}

/// A "no" of a life-cycle: a sentence for people and a code for programs.
pub trait Refused: Error {
    /// What is wrong, for programs. A code keeps its meaning; new ones may be added.
    fn code(&self) -> &'static str;
}

/// A step that the present state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutOfTurn {
    /// Other steps come first, or it is too late for this one.
    #[error("While {state}, it cannot be recorded that {event} ({order}).")]
    NotNow {
        /// The present state, as a clause.
        state: &'static str,
        /// What was to be recorded, as a clause.
        event: &'static str,
        /// Which order of steps says so, and where that comes from.
        order: &'static str,
    },
    /// It has come to its end.
    #[error("Once {state}, nothing but a correction can be recorded ({order}).")]
    Ended {
        /// The present state, as a clause.
        state: &'static str,
        /// Which order of steps says so, and where that comes from.
        order: &'static str,
    },
}

impl Refused for OutOfTurn {
    fn code(&self) -> &'static str {
        match self {
            Self::NotNow { .. } => "NOT_IN_THIS_STATE",
            Self::Ended { .. } => "ENDED",
        }
    }
}

/// Whether an event may come in this state.
pub(super) fn in_turn<S: State>(
    state: S,
    allowed: &[S],
    event: &'static str,
    order: &'static str,
) -> Result<(), OutOfTurn> {
    if allowed.contains(&state) {
        Ok(())
    } else if state.is_end() {
        let state = state.words();
        Err(OutOfTurn::Ended { state, order })
    } else {
        let state = state.words();
        Err(OutOfTurn::NotNow {
            state,
            event,
            order,
        })
    }
}

/// Makes the enum of a life-cycle's states; those after `ends` are followed by corrections only.
macro_rules! states {
    (
        $(#[$doc:meta])*
        $name:ident {
            $($going:ident $going_name:literal $going_words:literal;)+
        } ends {
            $($end:ident $end_name:literal $end_words:literal;)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $going_name, "`: ", $going_words, ".")] $going,)+
            $(#[doc = concat!("`", $end_name, "`: ", $end_words, ".")] $end,)+
        }

        impl $crate::lifecycle::closed::State for $name {
            const ALL: &'static [Self] = &[$(Self::$going,)+ $(Self::$end,)+];

            fn name(self) -> &'static str {
                match self {
                    $(Self::$going => $going_name,)+
                    $(Self::$end => $end_name,)+
                }
            }

            fn words(self) -> &'static str {
                match self {
                    $(Self::$going => $going_words,)+
                    $(Self::$end => $end_words,)+
                }
            }

            fn is_end(self) -> bool {
                match self {
                    $(Self::$going => false,)+
                    $(Self::$end => true,)+
                }
            }
        }
    };
}

/// Makes the enum of a life-cycle's refusals: each with its code and its sentence, and the two that
/// all have, a step out of turn and a date that cannot be.
macro_rules! refusals {
    (
        $(#[$doc:meta])*
        $name:ident {
            $($variant:ident $(($payload:ty))? $code:literal $sentence:literal;)+
        } $(and { $($inner:ident;)+ })?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum $name {
            /// The present state does not allow it.
            #[error(transparent)]
            Turn(#[from] $crate::lifecycle::closed::OutOfTurn),
            /// A date before its cause, or in the future.
            #[error(transparent)]
            Date(#[from] $crate::lifecycle::dates::Misdated),
            $(#[doc = $sentence] #[error($sentence)] $variant $(($payload))?,)+
            $($(#[doc = concat!("As `", stringify!($inner), "` says.")]
                #[error(transparent)] $inner(#[from] $inner),)+)?
        }

        impl $crate::lifecycle::closed::Refused for $name {
            fn code(&self) -> &'static str {
                match self {
                    Self::Turn(refused) => refused.code(),
                    Self::Date(refused) => refused.code(),
                    $(Self::$variant { .. } => $code,)+
                    $($(Self::$inner(refused) => refused.code(),)+)?
                }
            }
        }
    };
}

/// Makes a closed list of things with a name for people.
macro_rules! named {
    (
        $(#[$doc:meta])*
        $name:ident { $($variant:ident $words:literal;)+ }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("In words: ", $words, ".")] $variant,)+
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
        }

        /// Its name for people.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => $words,)+
                })
            }
        }
    };
}

pub(super) use {named, refusals, states};
