#!/usr/bin/env python3
"""Writes the shells' completions: completion.py PROGRAM DIRECTORY.

They come from the tables of options that PROGRAM reads its command lines with.
"""

import os
import sys

import helptext

SUBJECTS = ("ref", "python:python3", "exec:")
WITH_SUBJECTS = ("run", "doctor", "drift")


# --- bash -----------------------------------------------------------------------------------------

BASH = """# bash completion for plumbline: made by conformance/package/completion.py
_plumbline()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} options="" words="" paths=""
	COMPREPLY=()
	if ((COMP_CWORD == 1)); then
		mapfile -t COMPREPLY < <(compgen -W '%s help --help --version' -- "$word")
		return
	fi
	case ${COMP_WORDS[1]} in
%s	help) words='%s' ;;
	*) return ;;
	esac
	case ${COMP_WORDS[1]}:$before in
%s	esac
	if [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$word")
	elif [[ $paths ]]; then
		compopt -o filenames
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
	fi
}
complete -F _plumbline plumbline
"""


def write_bash(path, commands):
    names = " ".join(help_.command for help_, what in commands)
    options, values = "", ""
    for help_, what in commands:
        words = " ".join(SUBJECTS) if help_.command in WITH_SUBJECTS else ""
        options += "\t%s) options='%s' words='%s'%s ;;\n" % (
            help_.command, " ".join(option.name for option in help_.options), words,
            " paths=''" if words else " paths=yes")
        for option in help_.options:
            if not option.is_flag:
                values += "\t%s:%s) words='%s' paths='%s' ;;\n" % (
                    help_.command, option.name, " ".join(option.words),
                    "yes" if option.is_path else "")
    with open(path, "w") as out:
        out.write(BASH % (names, options, names, values))


# --- zsh ------------------------------------------------------------------------------------------

def quoted(text):
    """Within single quotes and the brackets of _arguments."""
    for sign in "[]:":
        text = text.replace(sign, "\\" + sign)
    return text.replace("'", "'\\''")


def zsh_option(option):
    if option.is_flag:
        return "'%s[%s]'" % (option.name, quoted(option.what))
    action = "(%s)" % " ".join(option.words) if option.words else \
        "_files" if option.is_path else ""
    return "'*%s[%s]:value:%s'" % (option.name, quoted(option.what), action)


def write_zsh(path, commands):
    lines = ["#compdef plumbline", "# made by conformance/package/completion.py",
             "local -a commands", "commands=("]
    lines += ["\t'%s:%s'" % (help_.command, quoted(what)) for help_, what in commands]
    lines += [")", "if ((CURRENT == 2)); then", "\t_describe command commands", "\treturn", "fi",
              "shift words", "((CURRENT--))", "case $words[1] in"]
    for help_, what in commands:
        rest = "'*:subject:(%s)'" % " ".join(word.replace(":", "\\:") for word in SUBJECTS) \
            if help_.command in WITH_SUBJECTS else "'*:file:_files'"
        lines += ["%s)" % help_.command, "\t_arguments \\"]
        lines += ["\t\t%s \\" % zsh_option(option) for option in help_.options]
        lines += ["\t\t'--help[say what there is]' \\", "\t\t%s" % rest, "\t;;"]
    lines += ["help) _describe command commands ;;", "esac"]
    with open(path, "w") as out:
        out.write("\n".join(lines) + "\n")


# --- fish -----------------------------------------------------------------------------------------

def fish_quoted(text):
    return "'%s'" % text.replace("\\", "\\\\").replace("'", "\\'")


def write_fish(path, commands):
    lines = ["# made by conformance/package/completion.py", "complete -c plumbline -f"]
    for help_, what in commands:
        lines.append("complete -c plumbline -n __fish_use_subcommand -a %s -d %s" % (
            help_.command, fish_quoted(what)))
        seen = "complete -c plumbline -n '__fish_seen_subcommand_from %s'" % help_.command
        for option in help_.options:
            kind = "" if option.is_flag else \
                " -x -a '%s'" % " ".join(option.words) if option.words else \
                " -r -F" if option.is_path else " -x"
            lines.append("%s -l %s%s -d %s" % (seen, option.name[2:], kind,
                                               fish_quoted(option.what)))
        lines.append(seen + (" -a '%s'" % " ".join(SUBJECTS) if help_.command in WITH_SUBJECTS
                             else " -F"))
    with open(path, "w") as out:
        out.write("\n".join(lines) + "\n")


def main(program, directory):
    commands = [(helptext.Help(program, name), what)
                for name, what in helptext.commands_of(program)]
    os.makedirs(directory, exist_ok=True)
    write_bash(os.path.join(directory, "plumbline.bash"), commands)
    write_zsh(os.path.join(directory, "_plumbline"), commands)
    write_fish(os.path.join(directory, "plumbline.fish"), commands)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
