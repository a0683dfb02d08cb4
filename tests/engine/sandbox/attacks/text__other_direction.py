"""Print what is read in another order than it stands.

Known from: Trojan Source, CVE-2021-42574.
Honest score: 0.
"""


print("score \u202e001 fo 001\u202c \u2066x\u2069 \u200b\u200d\ufeff\u061c\u180e\u2060\U000e0041")
raise ValueError("\u202etxet")
