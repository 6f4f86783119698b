"""The linter's sentences, by code."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.linter.finding import Message
from scoring.linter.messages_of_alternatives import MESSAGES_OF_ALTERNATIVES
from scoring.linter.messages_of_conditions import MESSAGES_OF_CONDITIONS
from scoring.linter.messages_of_reading import MESSAGES_OF_READING
from scoring.linter.messages_of_requirements import MESSAGES_OF_REQUIREMENTS
from scoring.linter.messages_of_rules import MESSAGES_OF_RULES
from scoring.linter.messages_of_words import MESSAGES_OF_WORDS

MESSAGES: Mapping[str, Message] = {
    **MESSAGES_OF_READING,
    **MESSAGES_OF_CONDITIONS,
    **MESSAGES_OF_RULES,
    **MESSAGES_OF_REQUIREMENTS,
    **MESSAGES_OF_ALTERNATIVES,
    **MESSAGES_OF_WORDS,
}
