/*
 * What the doctor asks. A check is a list of requests in the protocol's own words, in which each
 * step has beside its own keys
 *
 *     want   the outcome, a pattern in it being as in a row; a list: any of these outcomes
 *     keep   a name for the value that came, which is {"kept": NAME} in later requests
 *
 * and ' stands for ". A request whose steps are not all to be played says so in `played`; one with
 * `ahead` is written before the answers to those before it were heard.
 */
#include "doctor.h"

#include <stddef.h>

const struct plumb_doctor_check plumb_doctor_checks[] = {
	{"a request without steps", NULL, "[{'steps':[]}]", NULL},
	{"null, both ways", NULL, NULL, "null"},
	{"true, both ways", NULL, NULL, "true"},
	{"false, both ways", NULL, NULL, "false"},
	{"an integer, both ways", NULL, NULL, "-5"},
	{"the largest integer of 64 bits, both ways", NULL, NULL, "9223372036854775807"},
	{"the smallest integer of 64 bits, both ways", NULL, NULL, "-9223372036854775808"},
	{"an integer of more than 64 bits, both ways", NULL, NULL,
		"{'int':'18446744073709551616'}"},
	{"a negative one, both ways", NULL, NULL, "{'int':'-18446744073709551616'}"},
	{"a float, both ways", NULL, NULL, "0.5"},
	{"a float without a fraction, both ways", NULL, NULL, "5.0"},
	{"a large float, both ways", NULL, NULL, "1e300"},
	{"nan, both ways", NULL, NULL, "{'float':'nan'}"},
	{"infinity, both ways", NULL, NULL, "{'float':'inf'}"},
	{"negative infinity, both ways", NULL, NULL, "{'float':'-inf'}"},
	{"a string, both ways", NULL, NULL, "'plain'"},
	{"an empty string, both ways", NULL, NULL, "''"},
	{"a string with a quote, a backslash and a newline, both ways", NULL, NULL,
		"'\\\"\\\\\\n'"},
	{"a string beyond ASCII, both ways", NULL, NULL, "'\\u00e9\\u20ac\\ud83d\\ude00'"},
	{"a string with a NUL, both ways", NULL, NULL, "'a\\u0000b'"},
	{"text that is not Unicode, both ways", NULL, NULL, "{'str':'61edb280'}"},
	{"bytes, both ways", NULL, NULL, "{'bytes':'00ff0a5c22'}"},
	{"no bytes, both ways", NULL, NULL, "{'bytes':''}"},
	{"a bytearray, both ways", NULL, NULL, "{'bytearray':'00ff'}"},
	{"a memoryview, both ways", NULL, NULL, "{'memoryview':'00ff'}"},
	{"a list, both ways", NULL, NULL, "[1,[2,'x'],[]]"},
	{"a tuple, both ways", NULL, NULL, "{'tuple':[1,{'tuple':[]},['x']]}"},
	{"repeated bytes", NULL,
		"[{'steps':[{'let':{'bytes':['6162',3]},'want':{'gives':{'bytes':'616261626162'}}},"
		"{'let':{'bytearray':['00',4]},'want':{'gives':{'bytearray':'00000000'}}},"
		"{'call':['len',{'bytes':['61',100000]}],'want':{'gives':100000}}]}]",
		NULL},
	{"a view that is not contiguous", NULL,
		"[{'steps':[{'call':['bytes',{'strided':'00010203'}],"
		"'want':{'gives':{'bytes':'0002'}}}]}]",
		NULL},
	{"constants and flags, by name", NULL,
		"[{'steps':[{'get':'AF_INET','want':{'gives':{'any':'int'}},'keep':'inet'},"
		"{'let':{'const':'AF_INET'},'want':{'gives':{'kept':'inet'}}},"
		"{'let':{'flags':['AF_INET','AF_INET']},'want':{'gives':{'kept':'inet'}}}]}]",
		NULL},
	{"an object with __index__", NULL,
		"[{'steps':[{'let':{'index':5},'want':{'gives':{'not':5}}}]}]", NULL},
	{"objects, by the names of their types", NULL,
		"[{'steps':[{'call':['socket'],'want':{'gives':{'object':'socket'}}},"
		"{'get':'SocketType','want':{'gives':{'object':'type'}}},"
		"{'get':'htons','want':{'gives':{'object':'function'}}}]}]",
		NULL},
	{"a file, by the name of its type", "unix",
		"[{'steps':[{'call':['socketpair'],'as':['a','b'],'want':{'gives':{'any':'value'}}}"
		","
		"{'call':['a.makefile','rb'],'want':{'gives':{'object':'file'}}}]}]",
		NULL},
	{"the helpers", NULL,
		"[{'steps':[{'call':['len','abc'],'want':{'gives':3}},"
		"{'call':['bytes',{'bytearray':'0102'}],'want':{'gives':{'bytes':'0102'}}},"
		"{'call':['bytearray',2],'want':{'gives':{'bytearray':'0000'}}},"
		"{'call':['bytearray',{'bytes':'01'}],'want':{'gives':{'bytearray':'01'}}},"
		"{'call':['socket'],'as':'s','want':{'gives':{'object':'socket'}}},"
		"{'call':['type',{'var':'s'}],'want':{'gives':{'object':'type'}}},"
		"{'call':['isinstance',{'var':'s'},{'const':'SocketType'}],'want':{'gives':true}},"
		"{'call':['str',5],'want':{'gives':'5'}},"
		"{'call':['bool',0],'want':{'gives':false}}]}]",
		NULL},
	{"`as` names a value, and its attributes", NULL,
		"[{'steps':[{'let':5,'as':'a','want':{'gives':5}},"
		"{'get':'a','want':{'gives':5}},{'let':[{'var':'a'}],'want':{'gives':[5]}},"
		"{'call':['socket'],'as':'s','want':{'gives':{'object':'socket'}}},"
		"{'get':'AF_INET','want':{'gives':{'any':'int'}},'keep':'inet'},"
		"{'get':'s.family','want':{'gives':{'kept':'inet'}}},"
		"{'let':{'var':'s.family'},'want':{'gives':{'kept':'inet'}}}]}]",
		NULL},
	{"`as` names the items of a list, and of a tuple", NULL,
		"[{'steps':[{'let':[1,2],'as':['a','b'],'want':{'gives':[1,2]}},"
		"{'get':'a','want':{'gives':1}},{'get':'b','want':{'gives':2}},"
		"{'let':{'tuple':[3]},'as':['a'],'want':{'gives':{'tuple':[3]}}},"
		"{'get':'a','want':{'gives':3}}]}]",
		NULL},
	{"`as` names nothing where the length is another", NULL,
		"[{'steps':[{'let':[1,2],'as':['a','b','c'],'want':{'gives':[1,2]}},"
		"{'let':{'var':'a'},'want':{'broken':true}}]}]",
		NULL},
	{"a variable hides a name of the module", NULL,
		"[{'steps':[{'let':5,'as':'AF_INET','want':{'gives':5}},"
		"{'get':'AF_INET','want':{'gives':5}}]}]",
		NULL},
	{"keywords", NULL,
		"[{'steps':[{'call':['socket'],'with':{'family':{'const':'AF_INET'},'type':"
		"{'const':'SOCK_DGRAM'}},'as':'s','want':{'gives':{'object':'socket'}}},"
		"{'get':'SOCK_DGRAM','want':{'gives':{'any':'int'}},'keep':'type'},"
		"{'get':'s.type','want':{'gives':{'kept':'type'}}}]}]",
		NULL},
	{"`set` assigns, or raises what the attribute raises", NULL,
		"[{'steps':[{'call':['socket'],'as':'s','want':{'gives':{'object':'socket'}}},"
		"{'set':['s.family',5],'want':{'raises':'AttributeError'}},"
		"{'get':'s.family','want':{'gives':{'not':5}}}]}]",
		NULL},
	{"`del` drops a name", NULL,
		"[{'steps':[{'let':5,'as':'a','want':{'gives':5}},{'del':'a','want':{'gives':null}}"
		","
		"{'let':{'var':'a'},'want':{'broken':true}}]}]",
		NULL},
	{"names last as long as there is more", NULL,
		"[{'more':true,'steps':[{'let':5,'as':'a','want':{'gives':5}}]},"
		"{'more':true,'steps':[{'get':'a','want':{'gives':5}}]},"
		"{'steps':[{'get':'a','want':{'gives':5}}]},"
		"{'steps':[{'let':{'var':'a'},'want':{'broken':true}}]}]",
		NULL},
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
		NULL},
	{"the default timeout is None after a row", NULL,
		"[{'steps':[{'call':['setdefaulttimeout',5.0],'want':{'gives':null}},"
		"{'call':['getdefaulttimeout'],'want':{'gives':5.0}}]},"
		"{'steps':[{'call':['getdefaulttimeout'],'want':{'gives':null}}]}]",
		NULL},
	{"an error of the system: class and symbol", NULL,
		"[{'steps':[{'call':['socket'],'as':'s','want':{'gives':{'any':'value'}}},"
		"{'call':['s.close'],'want':{'gives':null}},"
		"{'call':['s.listen',1],'want':{'raises':{'error':'EBADF'}}}]}]",
		NULL},
	{"an error without a symbol", NULL,
		"[{'steps':[{'call':['inet_aton',''],'want':{'raises':{'error':null}}}]}]", NULL},
	{"an error of the resolver: class and symbol", NULL,
		"[{'steps':[{'call':['getaddrinfo',null,null],"
		"'want':{'raises':{'gaierror':'EAI_NONAME'}}}]}]",
		NULL},
	{"a timeout: class, no symbol, text", "unix",
		"[{'steps':[{'call':['socketpair'],'as':['a','b'],'want':{'gives':{'any':'value'}}}"
		","
		"{'call':['a.settimeout',0.02],'want':{'gives':null}},{'call':['a.recv',1],"
		"'want':{'raises':{'timeout':null},'text':'timed out'}}]}]",
		NULL},
	{"Python's own exceptions", NULL,
		"[{'steps':[{'call':['inet_aton'],'want':{'raises':'TypeError'}},"
		"{'call':['htonl',4294967296],'want':{'raises':'OverflowError'}},"
		"{'call':['setdefaulttimeout',-1.0],'want':{'raises':'ValueError'}}]}]",
		NULL},
	{"a name that the module lacks", NULL,
		"[{'played':1,'steps':[{'call':['no_such_name',1],'want':{'lacks':'no_such_name'}},"
		"{'let':1}]}, {'steps':[{'get':'no_such_name','want':{'lacks':'no_such_name'}}]}]",
		NULL},
	{"a name that an object lacks", NULL,
		"[{'played':2,'steps':[{'call':['socket'],'as':'s','want':{'gives':{'any':'value'}}"
		"},"
		"{'call':['s.no_such_name'],'want':{'lacks':'s.no_such_name'}},{'let':1}]}]",
		NULL},
	{"a step that is none, and a variable that is none, are broken", NULL,
		"[{'played':1,'steps':[{'fly':1,'want':{'broken':true}},{'let':1}]},"
		"{'played':1,'steps':[{'call':['htons',{'var':'nobody'}],'want':{'broken':true}},"
		"{'let':1}]},"
		"{'steps':[{'let':{'const':'no_such_name'},"
		"'want':[{'broken':true},{'lacks':'no_such_name'}]}]}]",
		NULL},
	{"`expect` value: an error ends the row", NULL,
		"[{'played':2,'steps':[{'let':1,'expect':'value','want':{'gives':1}},"
		"{'call':['inet_aton',''],'expect':'value','want':{'raises':{'error':null}}},"
		"{'let':2,'want':{'gives':2}}]}]",
		NULL},
	{"`expect` error: a value ends the row", NULL,
		"[{'played':2,'steps':[{'call':['inet_aton',''],'expect':'error',"
		"'want':{'raises':{'error':null}}},"
		"{'let':1,'expect':'error','want':{'gives':1}},{'let':2,'want':{'gives':2}}]}]",
		NULL},
	{"`expect` either: the row goes on", NULL,
		"[{'steps':[{'call':['inet_aton',''],'expect':'either',"
		"'want':{'raises':{'error':null}}},"
		"{'let':1,'expect':'either','want':{'gives':1}},{'let':2,'want':{'gives':2}}]}]",
		NULL},
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
		NULL},
	{"requests that are written ahead", NULL,
		"[{'ahead':true,'steps':[{'let':1,'want':{'gives':1}}]},"
		"{'ahead':true,'steps':[{'let':2,'as':'ahead','want':{'gives':2}}]},"
		"{'ahead':true,'steps':[]},"
		"{'ahead':true,'more':true,'steps':[{'let':4,'as':'a','want':{'gives':4}}]},"
		"{'ahead':true,'steps':[{'get':'a','want':{'gives':4}}]},"
		"{'ahead':true,'steps':[{'call':['inet_aton',''],'want':{'raises':{'error':null}}}]"
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
		NULL},
	{"a large value, both ways", NULL,
		"[{'steps':[{'let':{'bytes':['6c61726765',200000]},'as':'large','want':{'gives':"
		"{'any':'bytes'}}},{'call':['len',{'var':'large'}],'want':{'gives':1000000}}]}]",
		NULL},
	{"descriptor 0 is no socket", NULL,
		"[{'played':-1,'steps':[{'call':['fromfd',0,{'const':'AF_INET'},"
		"{'const':'SOCK_STREAM'}],"
		"'as':'s','expect':'value','want':[{'raises':{'error':'ENOTSOCK'}},"
		"{'gives':{'object':'socket'}}]},"
		"{'call':['s.getsockname'],'want':{'raises':{'error':'ENOTSOCK'}}}]}]",
		NULL},
	{"SIGUSR1 does nothing to it", NULL,
		"[{'signal':true,'steps':[{'let':1,'want':{'gives':1}}]}]", NULL},
	{NULL, NULL, NULL, NULL},
};
