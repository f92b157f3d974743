//! The shape of Concord's database: one table per file, its enums and its relations, nothing else.
//!
//! A row is not an API and not a planning input: nothing here derives a serialisation or a GraphQL
//! trait, and nothing here decides anything. Files are named after the noun; the file's first line
//! says what a row is.
//!
//! | modules | question they answer |
//! |---|---|
//! | [`ids`], [`personal`], [`sealed`], [`mode`], [`access_feature`] | of what are columns made? |
//! | [`organisation`], [`person`], [`role`], [`child`] | who is there, and for whom do they act? |
//! | [`access_need`], [`person_language`], [`observance`] | what must a meeting respect about them? |
//! | [`mediator`], [`mediator_accreditation`], [`mediator_area`], [`mediator_employer`], [`conflict_of_interest`] | who may mediate what, and for whom? |
//! | [`venue`], [`opening_hours`], [`room`], [`room_feature`] | where can people meet? |
//! | [`contract`], [`contract_kind`] | which work is paid for? |
//! | [`directory`] | has any of these places, mediators and contracts changed? |
//! | [`case`], [`issue`], [`participant`], [`pool_member`], [`authority`], [`kept_apart`] | what is in dispute, and who is needed? |
//! | [`referral`], [`referral_avenue`], [`contact_attempt`], [`enquiry`] | who came to the service, and how? |
//! | [`attendance`], [`attendance_proposal`], [`attendance_answer`] | on what basis does somebody attend? |
//! | [`alternative_person`], [`former_family`], [`childs_view`], [`interpreter_booking`] | who speaks for the child, and in what language? |
//! | [`availability_window`], [`availability_request`], [`calendar_day`] | when can they? |
//! | [`meeting`], [`attendee`], [`booking`] | what is agreed, and what is taken? |
//! | [`mediator_introduction`], [`prep_contact`], [`summary`], [`summary_reader`], [`authority_declaration`] | how was the day prepared? |
//! | [`ground_rules_signature`], [`attendance`] | who was there, and on which basis? |
//! | [`agreement`], [`agreement_edition`], [`agreement_decision`], [`agreement_action`], [`agreement_signatory`], [`agreement_copy`] | what was promised, by whom, by when? |
//! | [`planning_run`], [`planned_meeting`], [`unplaced_case`], [`plan_prices`] | which meetings would go well together? |
//! | [`action_report`], [`follow_up_check`], [`appeal_watch`], [`evaluation`] | what came of it, and what do people think of it? |
//! | [`complaint`], [`safeguarding_concern`], [`safeguarding_reader`] | what went wrong, and who needs to know? |
//! | [`expense_terms`], [`expense_claim`], [`expense_item`] | what does a family get back? |
//! | [`data_key`] | what opens the confidential texts of a case or a person? |
//! | [`broken_glass`] | who reads what is kept from them, and why? |
//! | [`erasure`] | whom and what does the service no longer know? |
//! | [`revocation`] | which tokens are worth nothing any more? |
//! | [`agenda_item`], [`meeting_paper`], [`meeting_notes`], [`note_comment`] | what does a facilitated meeting have in its pack? |
//!
//! Three conventions hold throughout:
//!
//! * Instants (`…_at`) are UTC and are written without fractions finer than a microsecond, because
//!   PostgreSQL keeps no more and equality must not depend on the engine. Civil dates (`…_on`) are
//!   days in Europe/London.
//! * Text about people is [`Personal`], or [`Sealed`] where it is confidential; their `Debug` prints nothing.
//! * Enums are stored as `snake_case` text.

pub mod access_feature;
pub mod access_need;
pub mod action_report;
pub mod agenda_item;
pub mod agreement;
pub mod agreement_action;
pub mod agreement_copy;
pub mod agreement_decision;
pub mod agreement_edition;
pub mod agreement_signatory;
pub mod alternative_person;
pub mod appeal_watch;
pub mod attendance;
pub mod attendance_answer;
pub mod attendance_proposal;
pub mod attendee;
pub mod audit_event;
pub mod audit_head;
pub mod authority;
pub mod authority_declaration;
pub mod availability_request;
pub mod availability_window;
pub mod booking;
pub mod broken_glass;
pub mod calendar_day;
pub mod case;
pub mod case_clock;
pub mod case_event;
pub mod case_record;
pub mod certificate;
pub mod child;
pub mod childs_view;
pub mod complaint;
pub mod conflict_of_interest;
pub mod contact_attempt;
pub mod contract;
pub mod contract_kind;
pub mod data_key;
pub mod directory;
pub mod enquiry;
pub mod erasure;
pub mod evaluation;
pub mod expense_claim;
pub mod expense_item;
pub mod expense_terms;
pub mod follow_up_check;
pub mod former_family;
pub mod ground_rules_signature;
pub mod ids;
pub mod interpreter_booking;
pub mod issue;
pub mod kept_apart;
pub mod mediator;
pub mod mediator_accreditation;
pub mod mediator_area;
pub mod mediator_employer;
pub mod mediator_introduction;
pub mod meeting;
pub mod meeting_notes;
pub mod meeting_paper;
pub mod mode;
pub mod next_step;
pub mod note_comment;
pub mod observance;
pub mod opening_hours;
pub mod organisation;
pub mod participant;
pub mod person;
pub mod person_language;
pub mod personal;
pub mod plan_prices;
pub mod planned_meeting;
pub mod planning_run;
pub mod pool_member;
pub mod prep_contact;
pub mod referral;
pub mod referral_avenue;
pub mod revocation;
pub mod role;
pub mod room;
pub mod room_feature;
pub mod safeguarding_concern;
pub mod safeguarding_reader;
pub mod sealed;
pub mod seat_basis;
pub mod summary;
pub mod summary_reader;
pub mod unplaced_case;
pub mod venue;

pub use access_feature::AccessFeature;
pub use ids::*;
pub use mode::Mode;
pub use personal::Personal;
pub use sealed::{ERASED, Sealed};
