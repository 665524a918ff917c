/* The documented names by area, as a reader looks for them. */

const AREAS = [
	['The module', ['module', 'has_ipv6', 'constants', 'SocketType', 'example']],
	['Addresses', ['address', 'inet_aton', 'inet_ntoa', 'inet_pton', 'inet_ntop', 'ntohl', 'ntohs', 'htonl', 'htons', 'byteorder']],
	['Errors', ['errors', 'error', 'herror', 'gaierror', 'timeout']],
	['Names and services', ['getaddrinfo', 'getfqdn', 'gethostbyname', 'gethostbyname_ex', 'gethostname', 'sethostname',
		'gethostbyaddr', 'getnameinfo', 'getprotobyname', 'getservbyname', 'getservbyport', 'if_nameindex',
		'if_nametoindex', 'if_indextoname', 'if_functions']],
	['Making sockets', ['socket', 'socketpair', 'create_connection', 'create_server', 'has_dualstack_ipv6', 'fromfd',
		'fromshare', 'share', 'dup', 'detach', 'context', 'close', 'close-function', 'get_inheritable', 'set_inheritable']],
	['Connecting', ['accept', 'bind', 'connect', 'connect_ex', 'listen', 'shutdown', 'getpeername', 'getsockname']],
	['Sending and receiving', ['recv', 'recvfrom', 'recvfrom_into', 'recv_into', 'recvmsg', 'recvmsg_into', 'send',
		'sendall', 'sendto', 'sendmsg', 'sendmsg_afalg', 'sendfile', 'send_fds', 'recv_fds', 'CMSG_LEN', 'CMSG_SPACE',
		'makefile']],
	['Modes and timeouts', ['modes', 'setblocking', 'getblocking', 'settimeout', 'gettimeout', 'getdefaulttimeout',
		'setdefaulttimeout']],
	['Options and attributes', ['getsockopt', 'setsockopt', 'ioctl', 'fileno', 'methods', 'family', 'type', 'proto']],
	['Other protocols', ['udplite', 'can', 'bsd']],
];

/* [area, names] in order, without areas that have none of these; names of no area come last. */
function byArea(names) {
	const left = new Map(names.map(name => [name.name, name]));
	const groups = [];
	for (const [area, members] of AREAS) {
		const some = members.map(name => left.get(name)).filter(Boolean);
		some.forEach(name => left.delete(name.name));
		if (some.length)
			groups.push([area, some]);
	}
	return left.size ? [...groups, ['Other names', [...left.values()]]] : groups;
}
