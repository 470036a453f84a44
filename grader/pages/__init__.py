"""Pages to look at: self-contained HTML for a student and for a class, and Markdown.

Three principles. A page loads nothing: style and script are inline, and a content security policy with their hashes
forbids everything else. It works without its script: that only steps through a story which is there already.
And no text of a student's is ever markup: templates escape, and pictures hold numbers only.
"""
