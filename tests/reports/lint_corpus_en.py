"""The English corpus: sentences of a federation's report in English, right and wrong ones."""

from __future__ import annotations

from tests.reports.lint_corpus_2 import right, wrong

WRONG = [
    wrong("The federation held 12 seminars.", "unbound", "a typed number"),
    wrong("Two thousand members took part in the gala.", "unbound", "in words"),
    wrong("A dozen associations signed the convention.", "unbound", "a dozen"),
    wrong("Hundreds of lawyers gave free advice.", "unbound", "hundreds"),
    wrong("Nearly 10,000 residents were helped.", "unbound", "a round number without its figure"),
    wrong("The liaison rate reached 96 per cent.", "unbound", "a typed rate"),
    wrong("A third of the members work in the new media.", "unbound", "a share as a fact"),
    wrong("Half of the associations sent a report.", "unbound", "a share as a fact"),
    wrong("Grants of 1.2 million yuan were paid to twenty-one projects.", "unbound", "money and projects"),
    wrong("Membership rose by 15%.", "unbound", "a typed change"),
    wrong(
        "The forums drew more than {{D1.forum_times}}.",
        "words",
        "above one's own value",
        D1_forum_times="3356",
    ),
    wrong(
        "Nearly {{D12.beneficiaries}} were counted by the lawyers' corps.",
        "words",
        "nearly one's own value",
        D12_beneficiaries="9846",
    ),
    wrong("The register holds {{B1.register}} or so.", "words", "about one's own value", B1_register="1012"),
    wrong(
        "About 600-odd lawyers ({{D12.lawyers}}) serve.",
        "words",
        "about and above at once",
        D12_lawyers="612",
    ),
    wrong(
        "More than 700 lawyers ({{D12.lawyers}}) serve.", "value", "612 is not above 700", D12_lawyers="612"
    ),
    wrong(
        "Almost 1,000 students ({{D11.students}}) were awarded.",
        "value",
        "1,004 is above",
        D11_students="1004",
    ),
    wrong(
        "{{D1.forum_times}} people came to the forums.",
        "unit",
        "person-times said to be people",
        D1_forum_times="3356",
    ),
    wrong(
        "The number of people who came was {{D1.forum_times}}.",
        "unit",
        "person-times said to be people",
        D1_forum_times="3356",
    ),
    wrong(
        "There were {{B3.classes}} classes of training.",
        "unit",
        "the figure prints its unit",
        B3_classes="33",
    ),
    wrong(
        "All districts have an association, a coverage of {{C2.coverage}}.",
        "coverage",
        "9 of 10",
        C2_coverage="9/10",
    ),
    wrong("Full coverage was reached: {{C2.coverage}}.", "coverage", "9 of 10", C2_coverage="9/10"),
    wrong(
        "The cases were all closed on time ({{C6.on_time}}).",
        "coverage",
        "one was late",
        C6_on_time="269/270",
    ),
    wrong(
        "The forums were attended {{D1.forum_times}}, an increase on last year.",
        "change",
        "it fell",
        D1_forum_times="3356 ← 3600",
    ),
    wrong(
        "The number of visits, {{B5.visits}}, doubled.", "change", "90 is not twice 80", B5_visits="90 ← 80"
    ),
    wrong(
        "The satisfaction rate fell to {{C6.satisfied}}.", "change", "it rose", C6_satisfied="85/91 ← 80/91"
    ),
    wrong(
        "There were {{D8.activities}}, twice as many as last year.",
        "change",
        "18 is not twice 12",
        D8_activities="18 ← 12",
    ),
    wrong(
        "For the first time a contest was held online: {{D5.contests}}.",
        "first",
        "there were contests before",
        D5_contests="3 ← 2",
    ),
    wrong(
        "The city ranks first in the province with {{B1.register}}.",
        "rank",
        "nothing here knows the province",
        B1_register="1012",
    ),
    wrong(
        "Next year the think tank will hold {{D9.salons}}.",
        "planned",
        "a plan with a figure of what was held",
        D9_salons="7",
    ),
    wrong("{{D2.meetings}} are planned for the autumn.", "planned", "as above", D2_meetings="6"),
    wrong(
        "Cumulatively {{B3.trained_times}} of training were finished.",
        "since",
        "since when?",
        B3_trained_times="2234",
    ),
    wrong("The region honoured the corps {{typed 2 times|a letter|Wang Fang}}.", "source", "no document"),
]

RIGHT = [
    right("On 14 July 2017 the third joint conference met in room 301 at 9:30.", "day, ordinal, room, hour"),
    right(
        "Article 28 of the regulations and document [2016] No. 12 apply.", "numbers of articles and documents"
    ),
    right("The 13th Five-Year Plan names 5A organisations and the 12345 hotline.", "names and grades"),
    right(
        "One of the members spoke in two respects, within five working days.",
        "a pronoun, a structure, a duration",
    ),
    right(
        "The register holds {{B1.register}}, of whom {{B1.key_contacts}} are key contacts.",
        "the part is smaller",
        B1_register="1012",
        B1_key_contacts="300",
    ),
    right(
        "More than 600 lawyers ({{D12.lawyers}}) serve, and nearly 10,000 ({{D12.beneficiaries}}) were helped.",
        "both are true",
        D12_lawyers="612",
        D12_beneficiaries="9846",
    ),
    right(
        "Forums were attended {{D1.forum_times}} by {{D1.forum_people}}.",
        "each in its unit",
        D1_forum_times="3356",
        D1_forum_people="1504",
    ),
    right(
        "All districts have an association, a coverage of {{C2.coverage}}.", "10 of 10", C2_coverage="10/10"
    ),
    right(
        "Full coverage is not yet reached: {{C4.liaison_rate}}.",
        "it says that it is not all",
        C4_liaison_rate="226/263",
    ),
    right(
        "{{C6.on_time}} of all cases were closed on time.",
        "all are the whole, not the claim",
        C6_on_time="269/270",
    ),
    right(
        "The forums were attended {{D1.forum_times}}, fewer than last year.",
        "it fell",
        D1_forum_times="3356 ← 3600",
    ),
    right("Visits rose by a third to {{B5.visits}}.", "so they did", B5_visits="80 ← 60"),
    right("Theme activities ({{D8.activities}}) doubled.", "24 is twice 12", D8_activities="24 ← 12"),
    right(
        "Training was finished {{B3.trained_times}}, {{change B3.trained_times}}.",
        "the change is printed",
        B3_trained_times="2234 ← 1800",
    ),
    right(
        "For the first time a contest was held online: {{D5.contests}}.",
        "none before",
        D5_contests="3 ← 0 ← 0",
    ),
    right(
        "The office plans to widen the forums; {{D9.salons}} of salons were held as planned.",
        "the figure stands apart from the plan",
        D9_salons="7",
    ),
    right(
        "Since 2015 the corps has helped {{D12.beneficiaries}} cumulatively.",
        "a stated date",
        D12_beneficiaries="9846",
    ),
    right("Each association must hold at least two meetings every year.", "a rule"),
    right("First of all, services should grow stronger, above all in communities.", "set phrases"),
    right("The leading group increased awareness and raised the level of service.", "no figure rises here"),
]
