# Reads `cc -E -dD` of c_headers.h, which keeps definitions beside the text, and writes { "NAME",
# NAME }, for every macro and every enumerator whose name has one of the forms below. The forms are
# those of the documents, and the runner's own: it shares no list with the libraries that it judges.

BEGIN {
	# The first document: addresses, socket types, the groups of its list, shutdown()'s halves.
	forms = "(AF|SOCK|SO|MSG|SOL|IPPROTO|IPPORT|INADDR|IP|IPV6|EAI|AI|NI|TCP|TIPC)_.+"
	forms = forms "|(SIO|RCVALL|SHUT)_.+|SOMAXCONN"
	# Later ones: CAN, packets, hashes, virtual machines, RDS, ancillary data, raw
	# frames, Bluetooth.
	forms = forms "|(PF|CAN|J1939|PACKET|ALG|VMADDR|VM_SOCKETS|RDS|SCM|UDPLITE)_.+"
	forms = forms "|(BDADDR|BT|BTPROTO|HCI|L2CAP_LM|RFCOMM_LM)_.+|L2CAP_LM"
	forms = forms "|ETHERTYPE_(ARP|IP|IPV6|VLAN)|ETH_P_ALL|IOCTL_VM_SOCKETS_GET_LOCAL_CID"
	forms = "^(" forms ")$"
}

function add(name, body)
{
	is_wanted = name ~ forms || (is_errno && name ~ /^E[A-Z0-9]+$/)
	if (is_wanted && name ~ /^[A-Z][A-Za-z0-9_]*$/ && !(name in seen)) {
		seen[name] = body
		names[++count] = name
	}
}

# A macro with arguments has a parenthesis in its name; one with an empty body, a text or a list
# for a body is no number.
$1 == "#define" {
	if (NF > 2 && $0 !~ /[{}"']/)
		add($2, NF == 3 ? $3 : "")
	next
}

$1 == "#undef" {
	delete seen[$2]
	next
}

# Where the text comes from: errors have no form of their own, but headers.
/^#/ {
	is_errno = $3 ~ /errno/
	next
}

# An enumerator stands first in its line or behind a comma, within the braces of an enum.
{
	line = $0
	if (line ~ /(^|[^A-Za-z0-9_])enum([^A-Za-z0-9_]|$)/)
		is_enum = 1
	if (!is_enum)
		next
	if (line ~ /;/ && line !~ /\{/ && !is_open) {
		is_enum = 0
		next
	}
	if (sub(/^.*\{/, "", line))
		is_open = 1
	if (!is_open)
		next
	ends = sub(/\}.*$/, "", line)
	n = split(line, parts, ",")
	for (i = 1; i <= n; i++) {
		sub(/=.*/, "", parts[i])
		gsub(/[ \t]/, "", parts[i])
		add(parts[i], "")
	}
	if (ends)
		is_enum = is_open = 0
}

# A macro that stands for a name which the headers lack has no value.
function is_defined(name)
{
	return seen[name] !~ /^[A-Z]/ || (seen[name] in seen)
}

END {
	for (i = 1; i <= count; i++)
		if ((names[i] in seen) && is_defined(names[i]))
			printf "{\"%s\", (int64_t)(%s)},\n", names[i], names[i]
}
