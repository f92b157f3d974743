//! What clocks are counted from, by the names that people give to the calculator.

/// Something that happened, or will, on a day, and that a clock is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// The authority received the request for an assessment.
    RequestReceived,
    /// The draft plan was served on the family.
    DraftServed,
    /// The notice of the decision was sent: not the date printed on it, nor that of its arrival.
    NoticeSent,
    /// The family first contacted the mediation adviser.
    Contacted,
    /// The family told the adviser that it does not want mediation.
    Told,
    /// The family told the authority that it wants mediation.
    LaInformed,
    /// The ICB received the authority's notice.
    IcbInformed,
    /// The authority told the adviser that it cannot arrange in time.
    LaNotice,
    /// The family was told date and place of the meeting.
    NoticeGiven,
    /// The day of the meeting.
    Meeting,
    /// The mediation was concluded.
    Concluded,
    /// The mediation certificate was issued.
    CertificateIssued,
    /// What the claim complains of was done; the last day of it, when it went on.
    Act,
    /// The mediation agreement was made.
    Agreed,
    /// The day that the parties agreed on in writing instead.
    OtherTime,
    /// The review meeting was held.
    Held,
    /// The notice of the proposed amendments was sent.
    AmendmentNotice,
    /// The child moves to another phase of education, but not from school to post-16.
    Transfer,
    /// The young person moves from secondary school to a post-16 institution.
    PostSixteenTransfer,
    /// The request for dates was sent.
    RequestSent,
    /// The Tribunal sent the appeal to the authority.
    AppealSent,
    /// The Tribunal made its recommendation.
    Recommendation,
}

impl Event {
    /// Every event.
    pub const ALL: [Self; 22] = [
        Self::RequestReceived,
        Self::DraftServed,
        Self::NoticeSent,
        Self::Contacted,
        Self::Told,
        Self::LaInformed,
        Self::IcbInformed,
        Self::LaNotice,
        Self::NoticeGiven,
        Self::Meeting,
        Self::Concluded,
        Self::CertificateIssued,
        Self::Act,
        Self::Agreed,
        Self::OtherTime,
        Self::Held,
        Self::AmendmentNotice,
        Self::Transfer,
        Self::PostSixteenTransfer,
        Self::RequestSent,
        Self::AppealSent,
        Self::Recommendation,
    ];

    /// The name by which it is given to the calculator.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// What happened, to follow "when".
    #[must_use]
    pub fn clause(self) -> &'static str {
        self.words().1
    }

    /// The event with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::RequestReceived => ("request_received", "the request was received"),
            Self::DraftServed => ("draft_served", "the draft plan was served"),
            Self::NoticeSent => ("notice_sent", "the notice was sent"),
            Self::Contacted => ("contacted", "the family first contacted the adviser"),
            Self::Told => ("told", "the adviser was told"),
            Self::LaInformed => ("la_informed", "the local authority was told"),
            Self::IcbInformed => ("icb_informed", "the ICB received the notice"),
            Self::LaNotice => ("la_notice", "the local authority told the adviser"),
            Self::NoticeGiven => ("notice_given", "notice was given"),
            Self::Meeting => ("meeting", "the meeting is held"),
            Self::Concluded => ("concluded", "the mediation was concluded"),
            Self::CertificateIssued => ("certificate_issued", "the certificate was issued"),
            Self::Act => ("act", "the act complained of was done"),
            Self::Agreed => ("agreed", "the agreement was made"),
            Self::OtherTime => ("other_time", "the time agreed in writing ends"),
            Self::Held => ("held", "the review meeting was held"),
            Self::AmendmentNotice => ("amendment_notice", "the amendment notice was sent"),
            Self::Transfer => ("transfer", "the child moves to another phase of education"),
            Self::PostSixteenTransfer => (
                "post_sixteen_transfer",
                "the young person moves from school to post-16 education",
            ),
            Self::RequestSent => ("request_sent", "the request was sent"),
            Self::AppealSent => ("appeal_sent", "the appeal was sent to the local authority"),
            Self::Recommendation => ("recommendation", "the recommendation was made"),
        }
    }
}
