"""Everything that can be wrong, each thing declared once, in the part of the page that has it.

To add one: declare a `Code` in its part, named as its id in capitals; give it to the `Finding`
where the mistake is seen; run `make docs`; add a test that provokes it and asserts the whole
message. Tests find a code that nothing gives.
"""
