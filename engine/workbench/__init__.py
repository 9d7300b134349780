"""A local workbench in the browser: programs, rules as text, and what an edit does before it is
saved.

`folder` reads and writes one workspace and nothing else; `desk` keeps the last good rulebook;
`effect` evaluates the programs under the edited rules and has `prove` tell the regions. `app`
answers a browser on this machine only, which `guard` makes sure of, in the way of OWASP's cheat
sheets on cross-site request forgery and DNS rebinding: a secret in a cookie, and Host, Origin and
Sec-Fetch-Site as this server's own page sends them. What runs in the browser is in `page`.
"""
