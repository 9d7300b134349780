"""The command line, one command a module, each imported when it is called.

`run` is where the program starts, `world` tells what fails outside of it, `main` is the group,
`options` holds what several commands take, `shared` what several do, `programs` how they read
fact files. Beside these a module has the name of its command.
"""
