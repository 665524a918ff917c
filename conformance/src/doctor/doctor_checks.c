/*
 * What the doctor asks. A check is a list of requests in the protocol's own words, in which each
 * step has beside its own keys
 *
 *     want   the outcome, a pattern in it being as in a row; a list: any of these outcomes
 *     keep   a name for the value that came, which is {"kept": NAME} in later requests
 *
 * and ' stands for ". An outcome {"otherwise": true} in the list is any value or exception: what an
 * implementation does wrong is no fault of its adapter's. A request whose steps are not all to be
 * played says so in `played`; one with `ahead` is written before the answers to those before it
 * were heard.
 */
#include "doctor.h"

#include <stddef.h>

const struct plumb_doctor_check plumb_doctor_checks[] = {
	{"a request without steps", NULL, "[{'steps':[]}]", NULL, PLUMB_CHECK_FIRM},
	{"null, both ways", NULL, NULL, "null", PLUMB_CHECK_FIRM},
	{"true, both ways", NULL, NULL, "true", PLUMB_CHECK_FIRM},
	{"false, both ways", NULL, NULL, "false", PLUMB_CHECK_FIRM},
	{"an integer, both ways", NULL, NULL, "-5", PLUMB_CHECK_FIRM},
	{"the largest integer of 64 bits, both ways", NULL, NULL, "9223372036854775807",
		PLUMB_CHECK_FIRM},
	{"the smallest integer of 64 bits, both ways", NULL, NULL, "-9223372036854775808",
		PLUMB_CHECK_FIRM},
	{"an integer of more than 64 bits, both ways", NULL, NULL, "{'int':'18446744073709551616'}",
		PLUMB_CHECK_RARE},
	{"2**63, both ways", NULL, NULL, "{'int':'9223372036854775808'}", PLUMB_CHECK_RARE},
	{"2**64 - 1, both ways", NULL, NULL, "{'int':'18446744073709551615'}", PLUMB_CHECK_RARE},
	{"-2**63 - 1, both ways", NULL, NULL, "{'int':'-9223372036854775809'}", PLUMB_CHECK_RARE},
	{"a negative integer of more than 64 bits, both ways", NULL, NULL,
		"{'int':'-18446744073709551616'}", PLUMB_CHECK_RARE},
	{"a float, both ways", NULL, NULL, "0.5", PLUMB_CHECK_FIRM},
	{"a float without a fraction, both ways", NULL,
		"[{'steps':[{'let':5.0,'want':[{'gives':5.0},{'gives':5}]}]}]", NULL,
		PLUMB_CHECK_FIRM},
	{"a large float, both ways", NULL, NULL, "1e300", PLUMB_CHECK_FIRM},
	{"nan, both ways", NULL, NULL, "{'float':'nan'}", PLUMB_CHECK_RARE},
	{"infinity, both ways", NULL, NULL, "{'float':'inf'}", PLUMB_CHECK_RARE},
	{"negative infinity, both ways", NULL, NULL, "{'float':'-inf'}", PLUMB_CHECK_RARE},
	{"a string, both ways", NULL, NULL, "'plain'", PLUMB_CHECK_FIRM},
	{"an empty string, both ways", NULL, NULL, "''", PLUMB_CHECK_FIRM},
	{"a string with a quote, a backslash and a newline, both ways", NULL, NULL, "'\\\"\\\\\\n'",
		PLUMB_CHECK_FIRM},
	{"a string beyond ASCII, both ways", NULL, NULL, "'\\u00e9\\u20ac\\ud83d\\ude00'",
		PLUMB_CHECK_FIRM},
	{"a string with a NUL, both ways", NULL, NULL, "'a\\u0000b'", PLUMB_CHECK_RARE},
	{"text that is not Unicode, both ways", NULL, NULL, "{'str':'61edb280'}", PLUMB_CHECK_RARE},
	{"bytes, both ways", NULL, NULL, "{'bytes':'00ff0a5c22'}", PLUMB_CHECK_FIRM},
	{"no bytes, both ways", NULL, NULL, "{'bytes':''}", PLUMB_CHECK_FIRM},
	{"a bytearray, both ways", NULL, NULL, "{'bytearray':'00ff'}", PLUMB_CHECK_RARE},
	{"a memoryview, both ways", NULL, NULL, "{'memoryview':'00ff'}", PLUMB_CHECK_RARE},
	{"a list, both ways", NULL, NULL, "[1,[2,'x'],[]]", PLUMB_CHECK_FIRM},
	{"a tuple, both ways", NULL, NULL, "{'tuple':[1,{'tuple':[]},['x']]}", PLUMB_CHECK_FIRM},
	{"repeated bytes", NULL,
		"[{'steps':[{'let':{'bytes':['6162',3]},'want':{'gives':{'bytes':'616261626162'}}},"
		"{'let':{'bytes':['61',100000]},'want':{'gives':{'bytes':['61',100000]}}},"
		"{'let':{'bytes':['61',0]},'want':{'gives':{'bytes':''}}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a repeated bytearray", NULL,
		"[{'steps':[{'let':{'bytearray':['00',4]},"
		"'want':{'gives':{'bytearray':'00000000'}}}]}]",
		NULL, PLUMB_CHECK_RARE},
	{"a view that is not contiguous", NULL,
		"[{'steps':[{'call':['bytes',{'strided':'00010203'}],"
		"'want':{'gives':{'bytes':'0002'}}}]}]",
		NULL, PLUMB_CHECK_RARE},
	{"constants and flags, by name", NULL,
		"[{'steps':[{'get':'AF_INET','want':{'gives':{'any':'int'}},'keep':'inet'},"
		"{'let':{'const':'AF_INET'},'want':{'gives':{'kept':'inet'}}},"
		"{'let':{'flags':['AF_INET','AF_INET']},'want':{'gives':{'kept':'inet'}}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"an object with __index__", NULL,
		"[{'steps':[{'let':{'index':5},'want':{'gives':{'not':5}}}]}]", NULL,
		PLUMB_CHECK_RARE},
	{"objects, by the names of their types", NULL,
		"[{'steps':[{'call':['socket'],'want':{'gives':{'object':'socket'}}},"
		"{'get':'SocketType','want':{'gives':{'object':'type'}}},"
		"{'get':'htons','want':{'gives':{'object':'function'}}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a file, by the name of its type", "unix",
		"[{'steps':[{'call':['socketpair'],'as':['a','b'],'want':{'gives':{'any':'value'}}}"
		","
		"{'call':['a.makefile','rb'],'want':{'gives':{'object':'file'}}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"the helpers", NULL,
		"[{'steps':[{'call':['len','abc'],'want':{'gives':3}},"
		"{'call':['bytes',{'bytearray':'0102'}],'want':{'gives':{'bytes':'0102'}}},"
		"{'call':['bytearray',2],'want':{'gives':{'bytearray':'0000'}}},"
		"{'call':['bytearray',{'bytes':'01'}],'want':{'gives':{'bytearray':'01'}}},"
		"{'call':['socket'],'as':'s','want':{'gives':{'object':'socket'}}},"
		"{'call':['type',{'var':'s'}],'want':{'gives':{'object':'type'}}},"
		"{'call':['isinstance',{'var':'s'},{'const':'SocketType'}],'want':[{'gives':true},{"
		"'otherwise':true}]},"
		"{'call':['str',5],'want':{'gives':'5'}},"
		"{'call':['bool',0],'want':{'gives':false}}]}]",
		NULL, PLUMB_CHECK_RARE},
	{"`as` names a value, and its attributes", NULL,
		"[{'steps':[{'let':5,'as':'a','want':{'gives':5}},"
		"{'get':'a','want':{'gives':5}},{'let':[{'var':'a'}],'want':{'gives':[5]}},"
		"{'call':['socket'],'as':'s','want':{'gives':{'object':'socket'}}},"
		"{'get':'AF_INET','want':{'gives':{'any':'int'}},'keep':'inet'},"
		"{'get':'s.family','want':{'gives':{'kept':'inet'}}},"
		"{'let':{'var':'s.family'},'want':{'gives':{'kept':'inet'}}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"`as` names the items of a list, and of a tuple", NULL,
		"[{'steps':[{'let':[1,2],'as':['a','b'],'want':{'gives':[1,2]}},"
		"{'get':'a','want':{'gives':1}},{'get':'b','want':{'gives':2}},"
		"{'let':{'tuple':[3]},'as':['a'],'want':{'gives':{'tuple':[3]}}},"
		"{'get':'a','want':{'gives':3}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"`as` names nothing if the length differs", NULL,
		"[{'steps':[{'let':[1,2],'as':['a','b','c'],'want':{'gives':[1,2]}},"
		"{'let':{'var':'a'},'want':{'broken':true}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a variable hides a name of the module", NULL,
		"[{'steps':[{'let':5,'as':'AF_INET','want':{'gives':5}},"
		"{'get':'AF_INET','want':{'gives':5}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"keywords", NULL,
		"[{'steps':[{'call':['socket'],'with':{'family':{'const':'AF_INET'},'type':"
		"{'const':'SOCK_DGRAM'}},'as':'s','want':{'gives':{'object':'socket'}}},"
		"{'get':'SOCK_DGRAM','want':{'gives':{'any':'int'}},'keep':'type'},"
		"{'get':'s.type','want':{'gives':{'kept':'type'}}}]}]",
		NULL, PLUMB_CHECK_RARE},
	{"`set` assigns, or raises what the attribute raises", NULL,
		"[{'steps':[{'call':['socket'],'as':'s','want':{'gives':{'object':'socket'}}},"
		"{'set':['s.family',5],'want':[{'raises':'AttributeError'},{'gives':null},{'"
		"otherwise':true}]},"
		"{'get':'s.family','want':[{'gives':{'not':5}},{'otherwise':true}]}]}]",
		NULL, PLUMB_CHECK_RARE},
	{"`del` drops a name", NULL,
		"[{'steps':[{'let':5,'as':'a','want':{'gives':5}},{'del':'a','want':{'gives':null}}"
		","
		"{'let':{'var':'a'},'want':{'broken':true}}]}]",
		NULL, PLUMB_CHECK_RARE},
	{"names last while `more` is true", NULL,
		"[{'more':true,'steps':[{'let':5,'as':'a','want':{'gives':5}}]},"
		"{'more':true,'steps':[{'get':'a','want':{'gives':5}}]},"
		"{'steps':[{'get':'a','want':{'gives':5}}]},"
		"{'steps':[{'let':{'var':'a'},'want':{'broken':true}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a row's sockets are closed after it", NULL,
		"[{'more':true,'steps':[{'call':['socket'],'as':'s','want':{'gives':{'any':'value'}"
		"}},"
		"{'call':['s.bind',{'tuple':['127.0.0.1',0]}],'want':{'gives':null}},"
		"{'call':['s.listen',1],'want':{'gives':null}},{'call':['s.getsockname'],"
		"'want':{'gives':{'any':'tuple'}},'keep':'address'}]},"
		"{'steps':[{'call':['socket'],'as':'c','want':{'gives':{'any':'value'}}},"
		"{'call':['c.connect',{'kept':'address'}],'want':{'gives':null}}]},"
		"{'steps':[{'call':['socket'],'as':'c','want':{'gives':{'any':'value'}}},"
		"{'call':['c.connect',{'kept':'address'}],"
		"'want':{'raises':{'error':'ECONNREFUSED'}}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"the default timeout is None after a row", NULL,
		"[{'steps':[{'call':['setdefaulttimeout',5.0],'want':{'gives':null}},"
		"{'call':['getdefaulttimeout'],'want':{'gives':5.0}}]},"
		"{'steps':[{'call':['getdefaulttimeout'],'want':{'gives':null}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"an error of the system: class and symbol", NULL,
		"[{'steps':[{'call':['socket'],'as':'s','want':{'gives':{'any':'value'}}},"
		"{'call':['s.close'],'want':{'gives':null}},"
		"{'call':['s.listen',1],'want':[{'raises':{'error':'EBADF'}},{'otherwise':true}]}]}"
		"]",
		NULL, PLUMB_CHECK_FIRM},
	{"an error without a symbol", NULL,
		"[{'steps':[{'call':['inet_aton',''],"
		"'want':[{'raises':{'error':null}},{'otherwise':true}]}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"an error of the resolver: class and symbol", NULL,
		"[{'steps':[{'call':['getaddrinfo',null,null],"
		"'want':[{'raises':{'gaierror':'EAI_NONAME'}},{'otherwise':true}]}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a timeout: class, no symbol, text", "unix",
		"[{'steps':[{'call':['socketpair'],'as':['a','b'],'want':{'gives':{'any':'value'}}}"
		","
		"{'call':['a.settimeout',0.02],'want':[{'gives':null},{'otherwise':true}]},{'call':"
		"['a.recv',1],"
		"'want':[{'raises':{'timeout':null},'text':'timed out'},{'otherwise':true}]}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"Python's own exceptions", NULL,
		"[{'steps':[{'call':['inet_aton'],'want':[{'raises':'TypeError'},{'otherwise':true}"
		"]},{'call':['htonl',4294967296],'want':[{'raises':'OverflowError'},"
		"{'otherwise':true}]},{'call':['setdefaulttimeout',-1.0],"
		"'want':[{'raises':'ValueError'},{'otherwise':true}]}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a call is made once, and its value returned unchanged", "unix",
		"[{'steps':[{'call':['socketpair'],'as':['a','b'],'want':{'gives':{'any':'value'}}}"
		",{'call':['a.send',{'bytes':'78'}],'want':[{'gives':1},{'otherwise':true}]},"
		"{'call':['b.recv',10],'want':[{'gives':{'bytes':'78'}}]}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a name that the module lacks", NULL,
		"[{'played':1,'steps':[{'call':['no_such_name',1],'want':{'lacks':'no_such_name'}},"
		"{'let':1}]}, {'steps':[{'get':'no_such_name','want':{'lacks':'no_such_name'}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a name that an object lacks", NULL,
		"[{'played':2,'steps':[{'call':['socket'],'as':'s','want':{'gives':{'any':'value'}}"
		"},"
		"{'call':['s.no_such_name'],'want':{'lacks':'s.no_such_name'}},{'let':1}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a missing constant, anywhere in a value", NULL,
		"[{'steps':[{'let':{'const':'NO_SUCH'},'want':{'lacks':'NO_SUCH'}}]},"
		"{'played':1,'steps':[{'call':['socket',{'const':'NO_SUCH'}],"
		"'want':{'lacks':'NO_SUCH'}},{'let':1}]},"
		"{'steps':[{'call':['socket',[{'tuple':[1,{'const':'NO_SUCH'}]}]],"
		"'want':{'lacks':'NO_SUCH'}}]},"
		"{'steps':[{'let':{'flags':['AF_INET','NO_SUCH']},'want':{'lacks':'NO_SUCH'}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"an unknown step and an unknown variable are `broken`", NULL,
		"[{'played':1,'steps':[{'fly':1,'want':{'broken':true}},{'let':1}]},"
		"{'played':1,'steps':[{'call':['socket',{'var':'nobody'}],'want':{'broken':true}},"
		"{'let':1}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"`expect` value: an error ends the row", NULL,
		"[{'played':2,'steps':[{'let':1,'expect':'value','want':{'gives':1}},"
		"{'call':['inet_aton',''],'expect':'value','want':{'raises':{'error':null}}},"
		"{'let':2,'want':{'gives':2}}]}]",
		NULL, PLUMB_CHECK_LEANS},
	{"`expect` error: a value ends the row", NULL,
		"[{'played':2,'steps':[{'call':['inet_aton',''],'expect':'error',"
		"'want':{'raises':{'error':null}}},"
		"{'let':1,'expect':'error','want':{'gives':1}},{'let':2,'want':{'gives':2}}]}]",
		NULL, PLUMB_CHECK_LEANS},
	{"`expect` either: the row goes on", NULL,
		"[{'steps':[{'call':['inet_aton',''],'expect':'either',"
		"'want':{'raises':{'error':null}}},"
		"{'let':1,'expect':'either','want':{'gives':1}},{'let':2,'want':{'gives':2}}]}]",
		NULL, PLUMB_CHECK_LEANS},
	{"a whole row, timed", "unix",
		"[{'steps':[{'call':['socketpair'],'as':['whole','b'],'expect':'value',"
		"'want':{'gives':{'any':'value'}}},"
		"{'call':['whole.settimeout',0.05],'expect':'value','want':{'gives':null}},"
		"{'call':['whole.recv',1],'timed':true,'least_ns':50000000,'expect':'error',"
		"'want':{'raises':{'timeout':null},'text':'timed out'}},"
		"{'call':['whole.close'],'expect':'value','want':{'gives':null}},"
		"{'call':['whole.recv',1],'expect':'error','want':{'raises':{'error':'EBADF'}}},"
		"{'call':['inet_aton','127.0.0.1'],'expect':'value',"
		"'want':{'gives':{'bytes':'7f000001'}}}]}]",
		NULL, PLUMB_CHECK_LEANS},
	{"requests that are written ahead", NULL,
		"[{'ahead':true,'steps':[{'let':1,'want':{'gives':1}}]},"
		"{'ahead':true,'steps':[{'let':2,'as':'ahead','want':{'gives':2}}]},"
		"{'ahead':true,'steps':[]},"
		"{'ahead':true,'more':true,'steps':[{'let':4,'as':'a','want':{'gives':4}}]},"
		"{'ahead':true,'steps':[{'get':'a','want':{'gives':4}}]},"
		"{'ahead':true,'steps':[{'call':['inet_aton',''],'want':[{'raises':{'error':null}},"
		"{'otherwise':true}]}]"
		"},"
		"{'ahead':true,'steps':[{'let':{'bytes':['00',300000]},'want':{'gives':"
		"{'any':'bytes'}}}]},"
		"{'ahead':true,'steps':[{'let':8,'want':{'gives':8}}]},"
		"{'ahead':true,'steps':[{'let':9,'want':{'gives':9}}]},"
		"{'ahead':true,'steps':[{'let':10,'want':{'gives':10}}]},"
		"{'ahead':true,'steps':[{'let':11,'want':{'gives':11}}]},"
		"{'ahead':true,'steps':[{'let':12,'want':{'gives':12}}]},"
		"{'ahead':true,'steps':[{'let':13,'want':{'gives':13}}]},"
		"{'ahead':true,'steps':[{'let':14,'want':{'gives':14}}]},"
		"{'ahead':true,'steps':[{'let':15,'want':{'gives':15}}]},"
		"{'ahead':true,'steps':[{'let':16,'want':{'gives':16}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a large value, both ways", NULL,
		"[{'steps':[{'let':{'bytes':['6c61726765',200000]},'keep':'large',"
		"'want':{'gives':{'bytes':['6c61726765',200000]}}}]},"
		"{'steps':[{'let':{'kept':'large'},'want':{'gives':{'kept':'large'}}}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"a value of 4 MiB, both ways", NULL,
		"[{'steps':[{'let':{'bytes':['00ff5c22',1048576]},"
		"'want':{'gives':{'bytes':['00ff5c22',1048576]}}}]}]",
		NULL, PLUMB_CHECK_RARE},
	{"descriptor 0 is not a socket", NULL,
		"[{'played':-1,'steps':[{'call':['fromfd',0,{'const':'AF_INET'},"
		"{'const':'SOCK_STREAM'}],"
		"'as':'s','expect':'value','want':[{'raises':{'error':'ENOTSOCK'}},"
		"{'gives':{'object':'socket'}}]},"
		"{'call':['s.getsockname'],'want':[{'raises':{'error':'ENOTSOCK'}},{'otherwise':"
		"true}]}]}]",
		NULL, PLUMB_CHECK_FIRM},
	{"SIGUSR1 has no effect on it", NULL,
		"[{'signal':true,'steps':[{'let':1,'want':{'gives':1}}]}]", NULL, PLUMB_CHECK_FIRM},
	{NULL, NULL, NULL, NULL, PLUMB_CHECK_FIRM},
};
