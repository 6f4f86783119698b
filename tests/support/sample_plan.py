"""A programme file in which every part of the format without points stands once, with its words."""

from __future__ import annotations

from scoring.linter import Finding
from tests.support.planted import linted

NAME = "plan-2566.yaml"
LOGIC = """\
id: plan-2566
version: 1
zone: Asia/Bangkok

choices:
  role: [ministry, province, club]
  agencies: [ministry_a, ministry_b]
  language: [en, fr]

parts: {}
periods: []
tiers: []
organisation: org.name

assumptions:
  long_enough: "2"
  calendar: fiscal
  open_to_clubs: "yes"

alternatives:
  long_enough:
    "3":
      old_enough: {needs: {date: org.founded, runs: 3, by: 2022-12-31}}
  calendar:
    civil:
      half_1: {due: 2022-06-30}
      year_1: {due: 2022-06-30}
      half_2: {due: 2022-12-31}
  open_to_clubs:
    "no":
      seal: {applies: {choice: org.role, among: [ministry, province]}}

fixed: {org.role: org.role_confirmed}

thresholds: []
eligibility: []
site_visit: []

deadlines:
  - {id: application, closes_at: "2022-12-04T00:00:00-05:00", zone: EST}

tabs:
  - id: application
    sheet: 1010
    sections:
      - id: org
        inputs:
          - {key: org.founded, type: date}
          - {key: org.note, type: text}
        requirements:
          - {key: org.name, type: text}
          - {key: org.role, type: choice, choice: role}
          - {key: org.role_confirmed, type: yes_no}
          - {key: org.barred, type: yes_no, needs: {is_no: org.barred}}
          - key: seal
            type: yes_no
            evidence: true
            applies: {choice: org.role, among: [ministry, province, club]}
            advised: true
            due: 2022-11-30
          - id: old_enough
            inputs: []
            needs: {date: org.founded, runs: 2, by: 2022-12-31}
      - id: proof
        requirements:
          - id: letters
            inputs:
              - {key: letter.from_1, type: text, evidence: true}
              - {key: letter.from_2, type: text, evidence: true}
            needs: {different: [letter.from_1, letter.from_2, org.name]}
          - id: papers
            inputs:
              - {key: paper, rows: 4, type: choice, choice: language, evidence: true}
            needs:
              all:
                - {rows: paper, at_most: 3}
                - {kinds: paper, at_least: 2}
                - {links: [paper, letter.from_1], at_most: 5}
            leads: [ministry_a]
            secondaries: []
          - id: training
            inputs:
              - {key: school, rows: 3, type: text}
              - {key: hours, rows: 3, type: count}
            needs: {rows: school, each: hours, at_least: 3}
            leads: [ministry_b]
            secondaries: [ministry_a]
          - id: summary
            inputs:
              - {key: summary.text, type: text}
            needs: {words: summary.text, at_most: 50}

  - id: progress
    sheet: 1020
    sections:
      - id: questions
        questions:
          - {key: q.aim, words: 100}
          - {key: q.more, words: 30, optional: true}
      - id: numbers
        indicators:
          - {key: clubs, type: count, rows: 2}
      - id: reports
        reports:
          - id: half_1
            kind: half_yearly
            due: 2022-03-31
            also: [{answered: clubs.1}]
          - id: year_1
            kind: yearly
            due: 2022-03-31
            also: [{answered: clubs.1}]
          - {id: half_2, kind: half_yearly, due: 2022-09-30, applies: {choice: org.role, among: [ministry]}}
"""
WORDS = """\
programme: {name: Plan, short_name: Plan, year: "2566", authority: Office}
tabs:
  start: {title: Start, lines: [Type here.]}
  application: {title: Application, intro: Type here.}
  progress: {title: Progress, intro: Type here.}
  feedback: {title: Results, intro: Read here.}
columns: {number: No., label: Item, answer: Answer, evidence: Links, help: Help, feedback: Check}
sections: {org: Body, proof: Proof, questions: Questions, numbers: Numbers, reports: Reports}
requirements:
  old_enough: {title: Old enough}
  letters: {title: Letters}
  papers: {title: Papers}
  training: {title: Training}
  summary: {title: Summary}
  half_1: {title: Half 1}
  half_2: {title: Half 2}
reports: {half_yearly: Half-yearly report, yearly: Yearly report}
deadlines:
  application: {title: Application, source: Before midnight.}
inputs:
  org.founded: {label: Founded, help: A day.}
  org.note: {label: Note, help: Anything.}
  org.name: {label: Name, help: In full.}
  org.role: {label: Role, help: Choose.}
  org.role_confirmed: {label: Sure, help: Final.}
  org.barred: {label: Barred, help: Yes or no.}
  seal: {label: Seal, help: A photo.}
  letter.from_1: {label: First letter, help: Its issuer.}
  letter.from_2: {label: Second letter, help: Its issuer.}
  paper: {label: "Paper {row}", help: Its language.}
  school: {label: "School {row}", help: Its name.}
  hours: {label: "Hours {row}", help: A number.}
  summary.text: {label: Summary, help: In English.}
  q.aim: {label: Aim, help: "At most {words} words."}
  q.more: {label: More, help: Anything.}
  clubs: {label: "Clubs, half-year {row}", help: A number.}
  half_1.sent: {label: Sent, help: The day.}
  half_2.sent: {label: Sent, help: The day.}
choices:
  role: {ministry: Ministry, province: Province, club: Club}
  agencies: {ministry_a: Ministry, ministry_b: Ministry of B}
  language: {en: English, fr: French}
yes_no: {"yes": "Yes", "no": "No"}
assumptions:
  long_enough: "{value} years."
  calendar: "By the {value} year."
  open_to_clubs: "Clubs: {value}."
"""


def linted_plan(logic: str = LOGIC, words: str = WORDS) -> tuple[Finding, ...]:
    """What the linter finds in the sample with these texts; both languages have the same words."""
    return linted(logic, name=NAME, th=words, en=words)
