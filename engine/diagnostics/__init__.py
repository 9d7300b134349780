"""What is wrong with an input, as data; one place says it, another prints it.

A finding has a code, a place and a remedy. Checks return findings and go on, so that
everything wrong is told at once (panic-mode recovery, as in compilers); nothing here
decides what is wrong.
"""
