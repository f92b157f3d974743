//! What the words mean.

/// A word, in plain words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub term: &'static str,
    /// Short forms and other words for it, as they may stand in a text.
    pub also: &'static [&'static str],
    /// What it means.
    pub meaning: &'static str,
    /// Where it comes from: a text of the law or guidance, or that the service calls it so.
    pub source: &'static str,
}

const fn term(
    term: &'static str,
    also: &'static [&'static str],
    meaning: &'static str,
    source: &'static str,
) -> Term {
    Term {
        term,
        also,
        meaning,
        source,
    }
}

/// Where the service or those it works with have chosen the word themselves.
const OURS: &str = "A word of mediation services";

/// Every word, from A to Z.
static TERMS: &[Term] = &[
    term(
        "Alternative person",
        &[],
        "Somebody who acts for a young person who cannot make a decision for themselves. It is often a parent.",
        "SEND Regulations 2014, regulation 64",
    ),
    term(
        "Annual review",
        &[],
        "The meeting, at least once a year, that looks at whether a plan still fits.",
        "Children and Families Act 2014, section 44; SEND Regulations 2014, regulations 18 to 22",
    ),
    term(
        "Appeal",
        &["appeals"],
        "To ask the Tribunal to change a decision.",
        "Children and Families Act 2014, section 51",
    ),
    term(
        "Certificate",
        &[],
        "A paper from the mediation adviser. It says that you have been told about mediation, or have taken part.",
        "Children and Families Act 2014, section 55",
    ),
    term(
        "Code of Practice",
        &[],
        "The government's guidance on special educational needs. Schools and authorities must have regard to it.",
        "SEND Code of Practice 2015; Children and Families Act 2014, section 77",
    ),
    term(
        "Continuing care",
        &[],
        "A package of care for a child with very great health needs, arranged by the health service.",
        "National Framework for Children and Young People's Continuing Care",
    ),
    term(
        "Decision letter",
        &[],
        "The letter that says what the local authority has decided, and what you may do about it. Time limits are \
         counted from the day it was sent.",
        "SEND Regulations 2014, regulation 32",
    ),
    term(
        "Deemed mediation",
        &[],
        "The authority could not arrange a meeting in time. You get a certificate as if you had taken part.",
        "SEND Regulations 2014, regulation 39(3)",
    ),
    term(
        "Disagreement resolution",
        &[],
        "A talk, led by somebody who takes no side, for disagreements that need no appeal. Everybody has to agree to \
         take part.",
        "Children and Families Act 2014, section 57",
    ),
    term(
        "Draft plan",
        &[],
        "A plan that is not final yet. You have at least 15 days to say what should be different.",
        "SEND Regulations 2014, regulations 13 and 22",
    ),
    term(
        "EHC needs assessment",
        &["needs assessment"],
        "Finding out which help a child or young person needs with education, health and care.",
        "Children and Families Act 2014, section 36",
    ),
    term(
        "EHC plan",
        &["EHCP", "education, health and care plan"],
        "A paper with legal force. It says what a child or young person needs, and which help they must get. Its \
         sections have letters, from A to K.",
        "Children and Families Act 2014, section 37; SEND Regulations 2014, regulation 12",
    ),
    term(
        "Extended appeal",
        &[],
        "An appeal that also asks about health or social care. On those the Tribunal can only recommend.",
        "SEND (First-tier Tribunal Recommendations Power) Regulations 2017",
    ),
    term(
        "Facilitation",
        &["facilitated meeting"],
        "A meeting led by somebody from outside who keeps to the matter and notes what will be done.",
        OURS,
    ),
    term(
        "Ground rules",
        &[],
        "What everybody signs before the meeting: how people speak with each other, and what stays in the room.",
        OURS,
    ),
    term(
        "Integrated care board",
        &["ICB", "health board"],
        "The part of the health service that plans and pays for health care in an area.",
        "Health and Care Act 2022",
    ),
    term(
        "Local authority",
        &["authority"],
        "The council that answers for education and social care where you live.",
        "Children and Families Act 2014, section 24",
    ),
    term(
        "Local offer",
        &[],
        "The authority's list of the help that there is in its area.",
        "Children and Families Act 2014, section 30",
    ),
    term(
        "Looked-after child",
        &["looks after"],
        "A child in the care of a local authority, or given a home by it.",
        "Children Act 1989, section 22",
    ),
    term(
        "Mediation",
        &[],
        "A meeting, led by somebody who takes no side, about a decision on an assessment or a plan. You choose it; \
         the authority has to take part.",
        "Children and Families Act 2014, sections 52 to 54",
    ),
    term(
        "Mediation adviser",
        &["adviser"],
        "The independent person who tells you about mediation and issues the certificate.",
        "Children and Families Act 2014, section 56",
    ),
    term(
        "Mediation agreement",
        &["agreement"],
        "What was agreed in mediation, in writing: what will be done, by whom and until when.",
        "SEND Regulations 2014, regulation 42",
    ),
    term(
        "Mediation issues",
        &[],
        "The things you want to mediate.",
        "Children and Families Act 2014, section 52(3)",
    ),
    term(
        "Mediator",
        &[],
        "The person who leads the meeting. They take no side and decide nothing.",
        "Children and Families Act 2014, sections 53 and 54; SEND Regulations 2014, regulation 40",
    ),
    term(
        "Ombudsman",
        &["ombudsmen"],
        "An independent office that looks into complaints about public bodies when their own procedure is over.",
        "Local Government Act 1974, Part 3",
    ),
    term(
        "Opening statement",
        &[],
        "The few words that each side says at the beginning, about what matters to it.",
        OURS,
    ),
    term(
        "Parental responsibility",
        &[],
        "The rights and duties that the law gives to parents. A court order may limit them.",
        "Children Act 1989, section 3",
    ),
    term(
        "Party",
        &["parties"],
        "Somebody who has a say in what is agreed: the family, and the body that can change the decision.",
        "SEND Regulations 2014, regulation 38",
    ),
    term(
        "Private word",
        &["pre-meeting"],
        "A short talk alone with the mediator, just before the meeting. Anybody may ask for one.",
        OURS,
    ),
    term(
        "Section of a plan",
        &["section B", "section F", "section I", "sections of a plan"],
        "A part of a plan. B: special educational needs. C: health needs. D: social care needs. E: what should be \
         reached. F: help with education. G: help with health. H: social care. I: the school. J: direct payments.",
        "SEND Regulations 2014, regulation 12",
    ),
    term(
        "SENCO",
        &[],
        "The teacher at a school who sees to it that children with special educational needs get help.",
        "Children and Families Act 2014, section 67",
    ),
    term(
        "SENDIASS",
        &["advice service"],
        "The free information, advice and support service of your area.",
        "Children and Families Act 2014, section 32",
    ),
    term(
        "Summary",
        &["mediation summary"],
        "A few lines, written before the meeting, on what one side sees as the problem and what it hopes for.",
        OURS,
    ),
    term(
        "Supporter",
        &[],
        "Somebody who comes with you to help you. You may bring one without asking anybody.",
        "SEND Regulations 2014, regulation 38(1)",
    ),
    term(
        "Team around the child",
        &["TAC"],
        "A meeting of the people who help one child and their family.",
        OURS,
    ),
    term(
        "Tribunal",
        &[],
        "The independent body that hears appeals about assessments and plans. Its full name is the First-tier \
         Tribunal (Special Educational Needs and Disability).",
        "Children and Families Act 2014, section 51",
    ),
    term(
        "Working day",
        &["working days"],
        "A day from Monday to Friday that is no bank holiday.",
        "Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008, rule 1",
    ),
    term(
        "Young person",
        &[],
        "Somebody who is past compulsory school age and not yet 25.",
        "Children and Families Act 2014, section 83",
    ),
];

/// Every word, from A to Z.
#[must_use]
pub fn glossary() -> &'static [Term] {
    TERMS
}

/// The words of the glossary that stand in a text, from A to Z.
pub(super) fn terms_in(text: &str) -> Vec<&'static Term> {
    let padded = |text: &str| {
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        format!(" {} ", words.join(" "))
    };
    let text = padded(text);
    let stands = |term: &&Term| {
        let mut words = [term.term].into_iter().chain(term.also.iter().copied());
        words.any(|word| text.contains(&padded(word)))
    };
    TERMS.iter().filter(stands).collect()
}
