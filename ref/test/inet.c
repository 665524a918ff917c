/* inet_aton, inet_ntoa, inet_pton, inet_ntop and byte order. */
#include "suite.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static const char *hex(const unsigned char *bytes, int length)
{
	static char text[2 * 16 + 1];

	text[0] = '\0';
	for (int i = 0; i < length; i++)
		(void)sprintf(text + 2 * i, "%02x", bytes[i]);
	return text;
}

static void test_aton(void)
{
	static const struct {
		const char *text;
		const char *packed; /* NULL: refused */
	} rows[] = {
		{"123.45.67.89", "7b2d4359"},
		{"0.0.0.0", "00000000"},
		{"255.255.255.255", "ffffffff"},
		/* With fewer parts, the last one fills the rest. */
		{"1", "00000001"},
		{"1.2", "01000002"},
		{"1.2.3", "01020003"},
		{"4294967295", "ffffffff"},
		{"1.16777215", "01ffffff"},
		{"1.2.65535", "0102ffff"},
		{"4294967296", NULL},
		{"1.16777216", NULL},
		{"1.2.65536", NULL},
		{"1.2.3.256", NULL},
		{"256.2.3.4", NULL},
		/* Octal and hexadecimal. */
		{"010.0x10.0X1f.377", NULL},
		{"010.0x10.0X1f.0377", "08101fff"},
		{"08.0.0.1", NULL},
		{"0x", NULL},
		/* Not addresses. */
		{"", NULL},
		{" 1.2.3.4", NULL},
		{"1.2.3.4x", NULL},
		{"1.2.3.", NULL},
		{"1..2.3", NULL},
		{"1.2.3.4.5", NULL},
		{"-1.2.3.4", NULL},
		{"+1.2.3.4", NULL},
		{"::1", NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		unsigned char packed[4] = {1, 1, 1, 1};

		if (rows[i].packed != NULL) {
			CHECK_OK(pysock_inet_aton(rows[i].text, packed, &raised));
			CHECK_TEXT(hex(packed, 4), rows[i].packed);
		} else {
			CHECK_RAISES(pysock_inet_aton(rows[i].text, packed, &raised), PYSOCK_ERROR,
				NO_CODE);
			CHECK_TEXT(hex(packed, 4), "01010101");
		}
	}
}

static void test_ntoa(void)
{
	char text[16] = "untouched";

	CHECK_RAISES(pysock_inet_ntoa("\1\2\3", 3, text, &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(pysock_inet_ntoa("\1\2\3\4\5", 5, text, &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(pysock_inet_ntoa("", 0, text, &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_TEXT(text, "untouched");
	CHECK_OK(pysock_inet_ntoa("\1\2\3\4", 4, text, &raised));
	CHECK_TEXT(text, "1.2.3.4");
	CHECK_OK(pysock_inet_ntoa("\377\377\377\377", 4, text, &raised));
	CHECK_TEXT(text, "255.255.255.255");
}

static void test_pton(void)
{
	static const struct {
		int family;
		const char *text;
		const char *packed; /* NULL: refused */
	} rows[] = {
		{AF_INET, "1.2.3.4", "01020304"},
		{AF_INET, "255.255.255.255", "ffffffff"},
		{AF_INET, "1.2.3", NULL},
		{AF_INET, "010.0.0.1", NULL},
		{AF_INET, "1.2.3.4 ", NULL},
		{AF_INET, "256.1.1.1", NULL},
		{AF_INET, "::1", NULL},
		{AF_INET6, "::", "00000000000000000000000000000000"},
		{AF_INET6, "1:2:3:4:5:6:7::", "00010002000300040005000600070000"},
		{AF_INET6, "::1.2.3.4", "00000000000000000000000001020304"},
		{AF_INET6, "::FFFF:1.2.3.4", "00000000000000000000ffff01020304"},
		{AF_INET6, "1:2:3:4:5:6:7:8", "00010002000300040005000600070008"},
		{AF_INET6, "1::2:3:4:5:6:7:8", NULL},
		{AF_INET6, "1::2::3", NULL},
		{AF_INET6, "1:2:3:4:5:6:7:8:9", NULL},
		{AF_INET6, "12345::", NULL},
		{AF_INET6, "fe80::1%lo", NULL},
		{AF_INET6, "[::1]", NULL},
		{AF_INET6, "1.2.3.4", NULL},
		{AF_INET6, "", NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		unsigned char packed[16];
		int length = pysock_inet_pton(rows[i].family, rows[i].text, packed, &raised);

		if (rows[i].packed == NULL) {
			CHECK_RAISES(length, PYSOCK_ERROR, NO_CODE);
			continue;
		}
		CHECK_NUMBER(length, rows[i].family == AF_INET ? 4 : 16);
		CHECK_TEXT(hex(packed, length), rows[i].packed);
	}
}

static void test_pton_family(void)
{
	unsigned char packed[16];

	CHECK_RAISES(
		pysock_inet_pton(AF_UNIX, "1.2.3.4", packed, &raised), PYSOCK_ERROR, EAFNOSUPPORT);
	CHECK_RAISES(pysock_inet_pton(-1, "1.2.3.4", packed, &raised), PYSOCK_ERROR, EAFNOSUPPORT);
}

static void test_ntop(void)
{
	static const struct {
		const char *full;
		const char *shortest;
	} rows[] = {
		{"0:0:0:0:0:0:0:0", "::"},
		{"0:0:0:0:0:0:0:1", "::1"},
		{"1:0:0:0:0:0:0:0", "1::"},
		{"1:0:0:2:0:0:0:3", "1:0:0:2::3"},
		{"1:0:0:2:3:0:0:4", "1::2:3:0:0:4"},
		{"1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"},
		{"00ab:0:0:0:0:0:0:000c", "ab::c"},
		{"::ffff:102:304", "::ffff:1.2.3.4"},
	};
	char text[46];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		unsigned char packed[16];

		CHECK_NUMBER(pysock_inet_pton(AF_INET6, rows[i].full, packed, &raised), 16);
		CHECK_OK(pysock_inet_ntop(AF_INET6, packed, 16, text, &raised));
		CHECK_TEXT(text, rows[i].shortest);
	}
	CHECK_OK(pysock_inet_ntop(AF_INET, "\7\n\0\5", 4, text, &raised));
	CHECK_TEXT(text, "7.10.0.5");
}

static void test_ntop_refuses(void)
{
	static const unsigned char packed[17];
	char text[46] = "untouched";

	for (size_t length = 0; length <= 17; length++) {
		if (length != 4)
			CHECK_RAISES(pysock_inet_ntop(AF_INET, packed, length, text, &raised),
				PYSOCK_VALUE_ERROR, NO_CODE);
		if (length != 16)
			CHECK_RAISES(pysock_inet_ntop(AF_INET6, packed, length, text, &raised),
				PYSOCK_VALUE_ERROR, NO_CODE);
	}
	CHECK_RAISES(
		pysock_inet_ntop(AF_UNIX, packed, 4, text, &raised), PYSOCK_ERROR, EAFNOSUPPORT);
	CHECK_TEXT(text, "untouched");
}

static void test_byteorder(void)
{
	static const unsigned char long_bytes[4] = {1, 2, 3, 4};
	static const unsigned char short_bytes[2] = {1, 2};
	uint32_t network32 = 0, host32 = 0;
	uint16_t network16 = 0, host16 = 0;

	CHECK_OK(pysock_htonl(0x01020304, &network32, &raised));
	CU_ASSERT_EQUAL(memcmp(&network32, long_bytes, 4), 0);
	CHECK_OK(pysock_ntohl(network32, &host32, &raised));
	CHECK_NUMBER(host32, 0x01020304);
	CHECK_OK(pysock_htons(0x0102, &network16, &raised));
	CU_ASSERT_EQUAL(memcmp(&network16, short_bytes, 2), 0);
	CHECK_OK(pysock_ntohs(network16, &host16, &raised));
	CHECK_NUMBER(host16, 0x0102);
	CHECK_OK(pysock_htonl(UINT32_MAX, &network32, &raised));
	CHECK_NUMBER(network32, UINT32_MAX);
	CHECK_OK(pysock_htons(0, &network16, &raised));
	CHECK_NUMBER(network16, 0);
}

static void test_byteorder_range(void)
{
	static const long long bad32[] = {-1, 0x100000000, INT64_MIN, INT64_MAX};
	static const long long bad16[] = {-1, 0x10000, INT64_MIN, INT64_MAX};
	uint32_t untouched32 = 7;
	uint16_t untouched16 = 7;

	for (size_t i = 0; i < 4; i++) {
		CHECK_RAISES(pysock_htonl(bad32[i], &untouched32, &raised), PYSOCK_OVERFLOW_ERROR,
			NO_CODE);
		CHECK_RAISES(pysock_ntohl(bad32[i], &untouched32, &raised), PYSOCK_OVERFLOW_ERROR,
			NO_CODE);
		CHECK_RAISES(pysock_htons(bad16[i], &untouched16, &raised), PYSOCK_OVERFLOW_ERROR,
			NO_CODE);
		CHECK_RAISES(pysock_ntohs(bad16[i], &untouched16, &raised), PYSOCK_OVERFLOW_ERROR,
			NO_CODE);
	}
	CHECK_NUMBER(untouched32, 7);
	CHECK_NUMBER(untouched16, 7);
}

CU_TestInfo inet_tests[] = {
	{"inet_aton takes and refuses what the C library does", test_aton},
	{"inet_ntoa takes four bytes", test_ntoa},
	{"inet_pton is strict", test_pton},
	{"inet_pton refuses other families", test_pton_family},
	{"inet_ntop writes the shortest form", test_ntop},
	{"inet_ntop refuses other lengths and families", test_ntop_refuses},
	{"byte order is turned, and back", test_byteorder},
	{"byte order refuses what does not fit", test_byteorder_range},
	CU_TEST_INFO_NULL,
};
