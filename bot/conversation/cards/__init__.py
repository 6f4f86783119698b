"""The cards: functions of plain data that give LINE message objects, one file per card, sentences beside them.

The limits come from the Messaging API reference: 30 KB a bubble, 50 KB a carousel, labels of 20 (quick reply) and 40
(Flex) characters, 300 for postback data and display text, 1,000 for an address after percent-encoding.
"""
