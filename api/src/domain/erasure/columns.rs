//! Every column with free text, and what erasure does with it. A test reads the entities and fails when one
//! is missing here.

/// What becomes of a column with text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// The row is deleted with its case.
    GoneWithCase,
    /// The text is taken out or replaced when its case is erased.
    EmptiedWithCase,
    /// The row is deleted with its person.
    GoneWithPerson,
    /// The text is taken out or replaced when its person is erased.
    EmptiedWithPerson,
    /// It goes by the table of retention alone.
    ByPeriod,
    /// It tells of nobody.
    Nobody,
}

use Treatment::{
    ByPeriod, EmptiedWithCase, EmptiedWithPerson, GoneWithCase, GoneWithPerson, Nobody,
};

/// Table, column and treatment, in alphabetical order.
pub const COLUMNS: &[(&str, &str, Treatment)] = &[
    ("action_report", "text", GoneWithCase),
    ("agenda_item", "title", GoneWithCase),
    ("agreement_action", "citation", GoneWithCase),
    ("agreement_action", "rule", GoneWithCase),
    ("agreement_action", "trace", GoneWithCase),
    ("agreement_action", "what", GoneWithCase),
    ("agreement_decision", "text", GoneWithCase),
    ("agreement_edition", "check_how", GoneWithCase),
    ("agreement_edition", "check_trace", GoneWithCase),
    ("agreement_edition", "reason", GoneWithCase),
    // Events name people by id alone, and stay for ever.
    ("audit_event", "acting_as", Nobody),
    ("audit_event", "action", Nobody),
    ("audit_event", "after_hash", Nobody),
    ("audit_event", "before_hash", Nobody),
    ("audit_event", "hash", Nobody),
    ("audit_event", "previous_hash", Nobody),
    ("audit_event", "refusal", Nobody),
    ("audit_head", "hash", Nobody),
    ("authority_declaration", "limit_text", GoneWithCase),
    ("availability_window", "private_reason", GoneWithPerson),
    ("calendar_day", "name", Nobody),
    // A clock names its rule and shows how its day was reached.
    ("case_clock", "citation", Nobody),
    ("case_clock", "rule", Nobody),
    ("case_clock", "trace", Nobody),
    // A clause of a life-cycle, and which date was wrong.
    ("case_event", "corrects", Nobody),
    ("case_event", "reason", EmptiedWithCase),
    ("case_event", "words", Nobody),
    ("case_issues", "text", GoneWithCase),
    ("case_issues", "wanted_provision", GoneWithCase),
    ("cases", "family_outcode", EmptiedWithCase),
    ("cases", "interpreter_language", EmptiedWithCase),
    ("cases", "reference", EmptiedWithCase),
    ("certificate", "number", EmptiedWithCase),
    ("childs_view", "obtained_by", GoneWithCase),
    ("childs_view", "text", GoneWithCase),
    ("complaint", "outcome", GoneWithCase),
    ("complaint", "text", GoneWithCase),
    ("contact_attempt", "note", GoneWithCase),
    ("data_key", "master_key", Nobody),
    ("data_key", "wrapped", Nobody),
    // Nobody is named in an enquiry; its answer goes after its period.
    ("enquiry", "answer", ByPeriod),
    ("evaluation", "text", EmptiedWithCase),
    ("expense_claim", "reason", EmptiedWithCase),
    ("expense_item", "evidence", EmptiedWithCase),
    // How an amount was reckoned.
    ("expense_item", "trace", Nobody),
    ("follow_up_check", "next", GoneWithCase),
    ("follow_up_check", "problems", GoneWithCase),
    ("ground_rules_signature", "wording", GoneWithCase),
    ("interpreter_booking", "language", GoneWithCase),
    // A mediator is somebody at work, known by the register.
    ("mediator", "register_no", Nobody),
    ("meeting_notes", "text", GoneWithCase),
    ("meeting_paper", "title", GoneWithCase),
    ("next_step", "owed_by", GoneWithCase),
    ("next_step", "owed_to", GoneWithCase),
    ("next_step", "rule", GoneWithCase),
    ("next_step", "what", GoneWithCase),
    ("note_comment", "text", GoneWithCase),
    ("organisation", "code", Nobody),
    ("organisation", "name", Nobody),
    ("organisation", "outcode", Nobody),
    ("person", "email", EmptiedWithPerson),
    ("person", "name", EmptiedWithPerson),
    ("person", "outcode", EmptiedWithPerson),
    ("person", "phone", EmptiedWithPerson),
    ("person_language", "language", GoneWithPerson),
    // Positions and times; who they are is in no price.
    ("plan_prices", "prices", ByPeriod),
    ("planned_meeting", "draft", GoneWithCase),
    ("planned_meeting", "explained", GoneWithCase),
    ("planning_run", "problem_hash", Nobody),
    ("planning_run", "versions", Nobody),
    ("prep_contact", "note", GoneWithCase),
    // The id of a token, a person or a front-end.
    ("revocation", "subject", Nobody),
    ("room", "name", Nobody),
    ("safeguarding_concern", "referred_to", GoneWithCase),
    ("safeguarding_concern", "text", GoneWithCase),
    ("summary", "text", GoneWithCase),
    ("unplaced_case", "explained", GoneWithCase),
    ("unplaced_case", "sentence", GoneWithCase),
    ("venue", "address", Nobody),
    ("venue", "name", Nobody),
    ("venue", "outcode", Nobody),
];
