# Reads the sorted output of `cc -E -dM` and writes an initialiser `{ "NAME", NAME },` for every
# macro of the groups of constants that the document of the socket module names.


BEGIN {
	prefixes = "AF|SOCK|SO|MSG|SOL|IPPROTO|IPPORT|INADDR|IP|IPV6|EAI|AI|NI|TCP|TIPC|SHUT"
	constant = "^((" prefixes ")_[A-Za-z0-9_]+|SOMAXCONN)$"
}

# The name of a macro that takes arguments ends in a parenthesis here; one with an empty body has
# no value; a brace or a string is not a number.
$2 ~ constant && NF > 2 && $0 !~ /[{}"]/ {
	printf "{\"%s\", %s},\n", $2, $2
}
