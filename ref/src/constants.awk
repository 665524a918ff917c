# Reads the sorted output of `cc -E -dM` and writes an initialiser `{ "NAME", NAME },` for every
# macro of the groups of constants that the document of the socket module names.

BEGIN {
	prefixes = "AF|SOCK|SO|MSG|SOL|IPPROTO|IPPORT|INADDR|IP|IPV6|EAI|AI|NI|TCP|TIPC|SHUT"
	# Those that later documents name, where later is set.
	if (later)
		prefixes = prefixes "|PF|SCM|CAN|J1939|PACKET|ALG|VMADDR|RDS|UDPLITE|BTPROTO|" \
			"BDADDR|L2CAP_LM|RFCOMM_LM|BT|HCI_CHANNEL|SO_VM|ETHERTYPE|VM_SOCKETS"
	names = "SOMAXCONN|SIO_RCVALL|SIO_KEEPALIVE_VALS|SIO_LOOPBACK_FAST_PATH|" \
		"RCVALL_(OFF|ON|SOCKETLEVELONLY|MAX)"
	if (later)
		names = names "|ETH_P_ALL|IOCTL_VM_SOCKETS_GET_LOCAL_CID|L2CAP_LM|HCI_FILTER|" \
			"HCI_TIME_STAMP|HCI_DATA_DIR|HCI_DEV_NONE"
	constant = "^((" prefixes ")_[A-Za-z0-9_]+|" names ")$"
	# Linux's names for values of options and a mask, which begin as those of socket types do; and
	# a name that the GNU C library defines by one that it lacks.
	none = "^(SOCK_(SNDBUF_LOCK|RCVBUF_LOCK|BUF_LOCK_MASK|IOC_TYPE|TXREHASH_.*)|SCM_SRCRT)$"
	# Windows' names for keyboards and processors, and for what an option is without a value.
	windows = "^(NI_([A-Z]*CANDIDATE.*|COMPOSITIONSTR|FINALIZECONVERSIONRESULT|IMEMENUSELECTED)|" \
		"PF_(.*_AVAILABLE|.*INSTRUCTIONS?.*|.*ENABLED|.*EXCHANGE.*|FLOATING.*|NON_TEMPORAL.*|" \
		"TEMPORAL.*|PPC.*|SECOND_LEVEL.*|.*LOADSTORE.*|.*CACHE.*|.*FMAC.*)|" \
		"IP_UNSPECIFIED.*|TCP_INITIAL_RTO.*)$"
}

# The name of a macro that takes arguments ends in a parenthesis here; one with an empty body has
# no value; a brace or a string is not a number.
$2 ~ constant && $2 !~ none && $2 !~ windows && NF > 2 && $0 !~ /[{}"]/ {
	printf "{\"%s\", (int64_t)(%s)},\n", $2, $2
}
