"""Print HTML, Markdown and rich's markup.

Known from: cross-site scripting, CWE-79, in pages made of feedback.
Honest score: 0.
"""


print("<script>alert(1)</script> [link](javascript:alert(1)) ![x](http://127.0.0.1/x) [bold red]100 of 100[/]")
raise ValueError("<img src=x onerror=alert(1)> | table | `code` [/red]")
